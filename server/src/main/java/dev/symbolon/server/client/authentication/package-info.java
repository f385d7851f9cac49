/** How a client proves at the token endpoint who it is: one file per method, one list. */
@NullMarked
package dev.symbolon.server.client.authentication;

import org.jspecify.annotations.NullMarked;
