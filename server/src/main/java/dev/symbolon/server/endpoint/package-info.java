/** What the endpoints have in common: how a refusal becomes a response, and how an application is shown. */
@NullMarked
package dev.symbolon.server.endpoint;

import org.jspecify.annotations.NullMarked;
