/** Requests and responses as values, and what is true of all of them: routes, limits, cookies, headers. */
@NullMarked
package dev.symbolon.server.http;

import org.jspecify.annotations.NullMarked;
