package dev.symbolon.server.authorization;

import dev.symbolon.protocol.CodeChallenge;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.State;
import java.util.Optional;

/**
 * What a client sends along so that nobody can swap one answer for another.
 *
 * @param dpopJkt the key without which the code is worth nothing (RFC 9449 §10)
 */
public record RequestBindings(
        Optional<State> state,
        Optional<Nonce> nonce,
        Optional<CodeChallenge> codeChallenge,
        Optional<JwkThumbprint> dpopJkt) {}
