/** What standards want of clients and of the provider's settings, and what falls short of it: one line per rule, one list per standard. */
@NullMarked
package dev.symbolon.server.check;

import org.jspecify.annotations.NullMarked;
