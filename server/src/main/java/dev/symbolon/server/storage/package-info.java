/** The stores as one set, whichever engine keeps them. */
@NullMarked
package dev.symbolon.server.storage;

import org.jspecify.annotations.NullMarked;
