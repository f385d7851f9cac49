/** The HTTP server behind the values: the only importer of Jetty. */
@NullMarked
package dev.symbolon.server.http.jetty;

import org.jspecify.annotations.NullMarked;
