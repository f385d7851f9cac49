/** Makes and reads the tokens: access tokens, ID tokens and refresh tokens. */
@NullMarked
package dev.symbolon.server.token;

import org.jspecify.annotations.NullMarked;
