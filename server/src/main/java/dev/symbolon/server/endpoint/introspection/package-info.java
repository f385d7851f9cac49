/** The introspection endpoint: tells an API what a token for it is worth. */
@NullMarked
package dev.symbolon.server.endpoint.introspection;

import org.jspecify.annotations.NullMarked;
