package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an application proves who it is.
 *
 * @param method the one method that is accepted of it (OIDC Registration §2, {@code token_endpoint_auth_method})
 * @param algorithm the one JWS algorithm that is accepted of it, if it signs assertions (OIDC Registration §2,
 *     {@code token_endpoint_auth_signing_alg}); absent means every one of the kind that the method needs
 * @param secretDigests keyed digests of its secrets, the newest first: none for a public client, two while one replaces the other
 * @param keptSecrets the secrets themselves, encrypted, for the method that needs them: {@code client_secret_jwt}
 * @param olderSecretsUntil until when other secrets than the newest are good; absent means as long as they are there
 * @param certificateSubject what its certificate must be for, for the method that needs it: {@code tls_client_auth}
 */
public record ClientCredentials(
        ClientAuthenticationMethod method,
        Optional<String> algorithm,
        List<String> secretDigests,
        List<String> keptSecrets,
        ClientKeys keys,
        Optional<Instant> olderSecretsUntil,
        Optional<CertificateSubject> certificateSubject) {

    public ClientCredentials {
        secretDigests = List.copyOf(secretDigests);
        keptSecrets = List.copyOf(keptSecrets);
    }

    /** Those of an application whose secrets are all good as long as they are there, and that has no certificate of an authority. */
    public ClientCredentials(
            ClientAuthenticationMethod method,
            Optional<String> algorithm,
            List<String> secretDigests,
            List<String> keptSecrets,
            ClientKeys keys) {
        this(method, algorithm, secretDigests, keptSecrets, keys, Optional.empty(), Optional.empty());
    }

    /** Those of an application that signs nothing. */
    public static ClientCredentials of(ClientAuthenticationMethod method, List<String> secretDigests) {
        return new ClientCredentials(method, Optional.empty(), secretDigests, List.of(), new ClientKeys.None());
    }

    public ClientCredentials withSecrets(List<String> digests, List<String> kept) {
        return new ClientCredentials(method, algorithm, digests, kept, keys, Optional.empty(), certificateSubject);
    }

    /** The same, of an application whose certificate is for this subject. */
    public ClientCredentials with(CertificateSubject subject) {
        return new ClientCredentials(
                method, algorithm, secretDigests, keptSecrets, keys, olderSecretsUntil, Optional.of(subject));
    }

    /** The same, where secrets that are not the newest end then. */
    public ClientCredentials withOlderSecretsUntil(Optional<Instant> then) {
        return new ClientCredentials(method, algorithm, secretDigests, keptSecrets, keys, then, certificateSubject);
    }

    /** The digests of the secrets that are good now. */
    public List<String> secretDigests(Instant now) {
        return good(secretDigests, now);
    }

    /** Of the secrets that are kept, those that are good now. */
    public List<String> keptSecrets(Instant now) {
        return good(keptSecrets, now);
    }

    private List<String> good(List<String> secrets, Instant now) {
        boolean over = secrets.size() > 1
                && olderSecretsUntil.filter(until -> !now.isBefore(until)).isPresent();
        return over ? secrets.subList(0, 1) : secrets;
    }

    public boolean isPublic() {
        return method == ClientAuthenticationMethod.NONE;
    }
}
