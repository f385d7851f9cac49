package dev.symbolon.client;

import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.jose.SigningKey;
import java.util.Optional;

/**
 * What makes requests, answers and tokens worthless to whoever gets hold of them.
 *
 * @param pushed whether requests are handed to the provider from server to server first (RFC 9126)
 * @param signer the key that requests are signed with (RFC 9101); absent means not at all
 * @param dpopKey that all tokens are to be bound to (RFC 9449)
 * @param certificate that connections show, so that tokens can be bound to it (RFC 8705 §3)
 * @param encryption what the provider encrypts for the application
 */
public record Protection(
        boolean pushed,
        Optional<SigningKey> signer,
        Optional<DpopKey> dpopKey,
        Optional<TlsIdentity> certificate,
        Encryption encryption) {

    private static final Protection NONE =
            new Protection(false, Optional.empty(), Optional.empty(), Optional.empty(), Encryption.none());

    static Protection none() {
        return NONE;
    }

    Protection withPushed() {
        return new Protection(true, signer, dpopKey, certificate, encryption);
    }

    Protection withSigner(SigningKey key) {
        return new Protection(pushed, Optional.of(key), dpopKey, certificate, encryption);
    }

    Protection withDpopKey(DpopKey key) {
        return new Protection(pushed, signer, Optional.of(key), certificate, encryption);
    }

    Protection withCertificate(TlsIdentity identity) {
        return new Protection(pushed, signer, dpopKey, Optional.of(identity), encryption);
    }

    Protection with(Encryption other) {
        return new Protection(pushed, signer, dpopKey, certificate, other);
    }
}
