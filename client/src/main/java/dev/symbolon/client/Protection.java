package dev.symbolon.client;

import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.jose.SigningKey;
import java.util.Optional;

/**
 * What makes requests and tokens worthless to whoever gets hold of them.
 *
 * @param pushed whether requests are handed to the provider from server to server first (RFC 9126)
 * @param signer the key that requests are signed with (RFC 9101); absent means not at all
 * @param dpopKey that all tokens are to be bound to (RFC 9449)
 * @param certificate that connections show, so that tokens can be bound to it (RFC 8705 §3)
 */
public record Protection(
        boolean pushed, Optional<SigningKey> signer, Optional<DpopKey> dpopKey, Optional<TlsIdentity> certificate) {

    static Protection none() {
        return new Protection(false, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
