/** Requests of our own to addresses that others have named: what may be asked, how much is taken of the answer, how long it counts. */
@NullMarked
package dev.symbolon.server.http.fetch;

import org.jspecify.annotations.NullMarked;
