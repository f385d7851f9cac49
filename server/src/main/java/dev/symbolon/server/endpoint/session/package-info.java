/** The frame in which an application's pages ask whether the session is still the same (Session Management 1.0). */
@NullMarked
package dev.symbolon.server.endpoint.session;

import org.jspecify.annotations.NullMarked;
