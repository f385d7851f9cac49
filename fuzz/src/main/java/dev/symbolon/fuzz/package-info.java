/** What a machine makes up, put before every parser and every endpoint: {@code ./symbolon fuzz}. */
@NullMarked
package dev.symbolon.fuzz;

import org.jspecify.annotations.NullMarked;
