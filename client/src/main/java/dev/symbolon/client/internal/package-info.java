/** The plumbing of the SDK, which knows nothing of OpenID Connect: HTTP with limits, caching, sharing of calls. */
@NullMarked
package dev.symbolon.client.internal;

import org.jspecify.annotations.NullMarked;
