/** Which claim about a person goes where, and by which scope. */
@NullMarked
package dev.symbolon.server.claim;

import org.jspecify.annotations.NullMarked;
