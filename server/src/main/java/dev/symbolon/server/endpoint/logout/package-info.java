/** Ending a session at the wish of an application or of the person (OpenID Connect RP-Initiated Logout). */
@NullMarked
package dev.symbolon.server.endpoint.logout;

import org.jspecify.annotations.NullMarked;
