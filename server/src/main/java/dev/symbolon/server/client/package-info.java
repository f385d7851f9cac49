/** The applications that may ask this provider for anything, and what each may do. */
@NullMarked
package dev.symbolon.server.client;

import org.jspecify.annotations.NullMarked;
