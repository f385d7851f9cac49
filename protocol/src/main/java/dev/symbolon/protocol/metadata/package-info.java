/** The documents in which providers and APIs describe themselves. */
@NullMarked
package dev.symbolon.protocol.metadata;

import org.jspecify.annotations.NullMarked;
