/** What a signed-in person finds at the provider itself. */
@NullMarked
package dev.symbolon.server.endpoint.account;

import org.jspecify.annotations.NullMarked;
