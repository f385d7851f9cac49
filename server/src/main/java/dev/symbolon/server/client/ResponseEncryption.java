package dev.symbolon.server.client;

import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How what an application is told is encrypted, after it was signed, by the keys that the application has registered; absent means
 * not at all (OIDC Registration §2, JARM §3).
 *
 * @param idToken {@code id_token_encrypted_response_alg} and {@code …_enc}
 * @param userinfo {@code userinfo_encrypted_response_alg} and {@code …_enc}
 * @param authorization {@code authorization_encrypted_response_alg} and {@code …_enc}
 * @param introspection {@code introspection_encrypted_response_alg} and {@code …_enc} (RFC 9701 §6)
 */
public record ResponseEncryption(
        Optional<JweAlgorithms> idToken,
        Optional<JweAlgorithms> userinfo,
        Optional<JweAlgorithms> authorization,
        Optional<JweAlgorithms> introspection) {

    public static final ResponseEncryption NONE =
            new ResponseEncryption(Optional.empty(), Optional.empty(), Optional.empty());

    /** Introspection is not encrypted. */
    public ResponseEncryption(
            Optional<JweAlgorithms> idToken, Optional<JweAlgorithms> userinfo, Optional<JweAlgorithms> authorization) {
        this(idToken, userinfo, authorization, Optional.empty());
    }

    /** The algorithms that the application must have a key for. */
    public List<KeyManagementAlgorithm> algorithms() {
        return Stream.of(idToken, userinfo, authorization, introspection)
                .flatMap(Optional::stream)
                .map(JweAlgorithms::alg)
                .distinct()
                .toList();
    }
}
