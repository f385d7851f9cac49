/** The revocation endpoint: a client takes back what it was given. */
@NullMarked
package dev.symbolon.server.endpoint.revocation;

import org.jspecify.annotations.NullMarked;
