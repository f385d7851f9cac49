package dev.symbolon.resourceserver;

import java.time.Instant;
import java.util.Optional;

/**
 * How the person of a token has signed in, as far as the provider says so (RFC 9068 §2.2.1); nothing is known of a client that
 * acts for itself.
 *
 * @param sessionId the sign-in that the token hangs on ({@code sid})
 * @param acr by which way ({@code acr})
 * @param at when ({@code auth_time})
 */
public record SignIn(Optional<String> sessionId, Optional<String> acr, Optional<Instant> at) {}
