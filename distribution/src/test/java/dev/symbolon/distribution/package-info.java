/** Tests of what is installed: the launchers and the files beside them. */
@NullMarked
package dev.symbolon.distribution;

import org.jspecify.annotations.NullMarked;
