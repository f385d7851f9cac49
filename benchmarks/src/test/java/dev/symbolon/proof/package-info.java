/** Whether a proof can fail at all. */
@NullMarked
package dev.symbolon.proof;

import org.jspecify.annotations.NullMarked;
