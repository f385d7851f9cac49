package dev.symbolon.server.manifest;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.CertificateSubject.Kind;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.configuration.Secrets;
import dev.symbolon.server.configuration.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how a client proves who it is. */
final class CredentialsReader {

    private static final int LONG_SECRET = 32;
    private static final int MOST_SECRETS = 2;
    private static final String ALGORITHM = "token-endpoint-auth-signing-alg";

    private final Section section;
    private final Secrets secrets;
    private final ClientAuthenticationMethod method;

    CredentialsReader(Section section, Map<String, String> environment, ClientAuthenticationMethod method) {
        this.section = section;
        this.secrets = new Secrets(environment);
        this.method = method;
    }

    /** The credentials, without the digests of secrets. */
    ClientCredentials read() {
        ClientKeys keys = new KeysReader(section).read();
        boolean needsKeys = method == ClientAuthenticationMethod.PRIVATE_KEY_JWT
                || method == ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH;
        if (needsKeys && ManifestKeys.KEYS.stream().noneMatch(section::has)) {
            section.refuse("authentication", "needs the public keys of the client; write jwks, jwks-file or jwks-uri");
        }
        return new ClientCredentials(
                method, algorithm(), List.of(), List.of(), keys, Optional.empty(), certificateSubject());
    }

    private Optional<CertificateSubject> certificateSubject() {
        List<Kind> given = Arrays.stream(Kind.values())
                .filter(kind -> section.has(kind.key()))
                .toList();
        boolean isFor = method == ClientAuthenticationMethod.TLS_CLIENT_AUTH;
        if (!isFor && !given.isEmpty()) {
            section.refuse(given.getFirst().key(), "is for clients with authentication: tls_client_auth");
        }
        if (isFor && given.isEmpty()) {
            section.refuse(
                    "authentication",
                    "needs the subject of the client's certificate; write one of "
                            + Arrays.stream(Kind.values()).map(Kind::key).collect(Collectors.joining(", ")));
        }
        if (given.size() > 1) {
            section.refuse(
                    given.getLast().key(),
                    "cannot stand beside " + given.getFirst().key() + "; keep one of them");
        }
        return given.stream()
                .findFirst()
                .flatMap(kind -> section.parsed(kind.key(), text -> CertificateSubject.parse(kind, text)));
    }

    private Optional<String> algorithm() {
        Optional<String> algorithm = section.text(ALGORITHM);
        boolean suits = algorithm
                .map(name -> switch (method) {
                    case PRIVATE_KEY_JWT -> SigningAlgorithm.find(name).isPresent();
                    case CLIENT_SECRET_JWT -> MacAlgorithm.find(name).isPresent();
                    default -> false;
                })
                .orElse(true);
        if (!suits) {
            section.refuse(
                    ALGORITHM,
                    "must be such as ES256 for private_key_jwt, or HS256 for client_secret_jwt, and is for these alone");
        }
        return algorithm;
    }

    List<Secret> secrets() {
        List<String> given = ManifestKeys.SECRETS.stream().filter(section::has).toList();
        if (!method.usesSecret() && !given.isEmpty()) {
            section.refuse(
                    given.getFirst(), "is for clients that authenticate by it; this one has authentication: " + method);
            return List.of();
        }
        if (given.size() == 1 && given.contains("secrets")) {
            return rotating();
        }
        Optional<Secret> secret = secrets.read(section, "secret", ManifestKeys.SECRETS);
        secret.ifPresent(found -> check(given.getFirst(), found));
        return secret.stream().toList();
    }

    private List<Secret> rotating() {
        List<Secret> found = section.list("secrets", Secret::of).orElse(List.of());
        if (found.isEmpty() || found.size() > MOST_SECRETS) {
            section.refuse("secrets", "must be one, or two while one replaces the other");
        }
        found.forEach(secret -> check("secrets", secret));
        return found;
    }

    private void check(String key, Secret secret) {
        int shortest = shortestSigningSecret();
        if (secret.length() == 0 || secret.length() > 255) {
            section.refuse(key, "must have 1 to 255 characters");
        } else if (secret.length() < shortest) {
            section.refuse(key, "must have at least " + shortest + " characters, since it signs assertions");
        } else if (secret.length() < LONG_SECRET) {
            section.warn(
                    key,
                    "has fewer than " + LONG_SECRET
                            + " characters; openssl rand -hex 32 makes one that nobody guesses");
        }
    }

    /** As long as the hash (RFC 7518 §3.2). */
    private int shortestSigningSecret() {
        if (method != ClientAuthenticationMethod.CLIENT_SECRET_JWT) {
            return 0;
        }
        return section.text(ALGORITHM)
                .flatMap(MacAlgorithm::find)
                .orElse(MacAlgorithm.HS256)
                .shortestSecret();
    }
}
