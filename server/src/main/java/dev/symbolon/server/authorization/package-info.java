/** What a client asks for, what the person has allowed, and what came of it: the engine of the flows, free of HTTP. */
@NullMarked
package dev.symbolon.server.authorization;

import org.jspecify.annotations.NullMarked;
