/** Proves, on the whole program and with what breaks in production, that nothing acknowledged is lost and that nothing happens twice. */
@NullMarked
package dev.symbolon.proof;

import org.jspecify.annotations.NullMarked;
