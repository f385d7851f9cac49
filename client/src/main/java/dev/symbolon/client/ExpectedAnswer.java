package dev.symbolon.client;

import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import java.time.Duration;
import java.util.Optional;

/**
 * What the answer to an authorization request must look like.
 *
 * @param scope what was asked for, which holds if the answer names no other
 * @param maxAge how long ago the person may have signed in, in whole seconds
 */
public record ExpectedAnswer(
        ResponseType responseType, ResponseMode responseMode, Scope scope, Optional<Duration> maxAge) {}
