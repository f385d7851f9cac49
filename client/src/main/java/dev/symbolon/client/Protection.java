package dev.symbolon.client;

import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.SigningKey;
import java.util.Optional;

/**
 * What makes requests, answers and tokens worthless to whoever gets hold of them.
 *
 * @param pushed whether requests are handed to the provider from server to server first (RFC 9126)
 * @param signer the key that requests are signed with (RFC 9101); absent means not at all
 * @param requestEncryption how signed requests are encrypted for the provider (RFC 9101 §6.1); absent means not at all
 * @param dpopKey that all tokens are to be bound to (RFC 9449)
 * @param certificate that connections show, so that tokens can be bound to it (RFC 8705 §3)
 * @param encryption what the provider encrypts for the application
 */
public record Protection(
        boolean pushed,
        Optional<SigningKey> signer,
        Optional<JweAlgorithms> requestEncryption,
        Optional<DpopKey> dpopKey,
        Optional<TlsIdentity> certificate,
        Encryption encryption) {

    private static final Protection NONE = new Protection(
            false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Encryption.none());

    /** @throws IllegalArgumentException if requests are to be encrypted that are not signed */
    public Protection {
        if (requestEncryption.isPresent() && signer.isEmpty()) {
            throw new IllegalArgumentException("sign the requests that are to be encrypted");
        }
    }

    static Protection none() {
        return NONE;
    }

    Protection withPushed() {
        return new Protection(true, signer, requestEncryption, dpopKey, certificate, encryption);
    }

    Protection withSigner(SigningKey key, Optional<JweAlgorithms> algorithms) {
        return new Protection(pushed, Optional.of(key), algorithms, dpopKey, certificate, encryption);
    }

    Protection withDpopKey(DpopKey key) {
        return new Protection(pushed, signer, requestEncryption, Optional.of(key), certificate, encryption);
    }

    Protection withCertificate(TlsIdentity identity) {
        return new Protection(pushed, signer, requestEncryption, dpopKey, Optional.of(identity), encryption);
    }

    Protection with(Encryption other) {
        return new Protection(pushed, signer, requestEncryption, dpopKey, certificate, other);
    }
}
