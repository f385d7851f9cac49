/** Applications that register themselves, and change or end their own registration (RFC 7591, RFC 7592, OIDC Registration). */
@NullMarked
package dev.symbolon.server.endpoint.registration;

import org.jspecify.annotations.NullMarked;
