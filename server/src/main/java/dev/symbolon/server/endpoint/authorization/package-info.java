/** The authorization endpoint: from raw parameters to a checked request, and from its outcome to a response. */
@NullMarked
package dev.symbolon.server.endpoint.authorization;

import org.jspecify.annotations.NullMarked;
