/** What the standards say about a client's and a provider's words: checked values, errors, and no I/O. */
@NullMarked
package dev.symbolon.protocol;

import org.jspecify.annotations.NullMarked;
