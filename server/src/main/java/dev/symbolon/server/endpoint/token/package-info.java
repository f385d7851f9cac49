/** The token endpoint: one file per grant, one list. */
@NullMarked
package dev.symbolon.server.endpoint.token;

import org.jspecify.annotations.NullMarked;
