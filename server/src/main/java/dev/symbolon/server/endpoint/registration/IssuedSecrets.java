package dev.symbolon.server.endpoint.registration;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.key.SecretDigests;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the secrets of applications, and lets a new one take the place of the last one, which stays good for a while. */
final class IssuedSecrets {

    private static final int OCTETS = 48;

    private final SecretDigests digests;
    private final Duration overlap;
    private final InstantSource clock;
    private final SecureRandom random;

    IssuedSecrets(SecretDigests digests, Duration overlap, InstantSource clock, SecureRandom random) {
        this.digests = digests;
        this.overlap = overlap;
        this.clock = clock;
        this.random = random;
    }

    /** @param fresh to be told the application, now and never again */
    record Issued(ClientCredentials credentials, Optional<Secret> fresh) {}

    /**
     * @param wanted without secrets
     * @param before what the application has had until now
     * @param renew whether it wants another secret although it has one
     */
    Issued of(ClientCredentials wanted, Optional<ClientCredentials> before, boolean renew) {
        if (!wanted.method().usesSecret()) {
            return new Issued(wanted, Optional.empty());
        }
        boolean mustBeKept = wanted.method() == ClientAuthenticationMethod.CLIENT_SECRET_JWT;
        Optional<ClientCredentials> usable = before.filter(
                        known -> !known.secretDigests().isEmpty())
                .filter(known -> !mustBeKept || !known.keptSecrets().isEmpty());
        if (usable.isPresent() && !renew) {
            ClientCredentials known = usable.get();
            return new Issued(
                    wanted.withSecrets(known.secretDigests(), mustBeKept ? known.keptSecrets() : List.of())
                            .withOlderSecretsUntil(known.olderSecretsUntil()),
                    Optional.empty());
        }
        Secret fresh = Secret.of(RandomText.of(random, OCTETS));
        Optional<ClientCredentials> older = usable.filter(known -> overlap.isPositive());
        List<String> kept = newestFirst(digests.kept(fresh), older.map(ClientCredentials::keptSecrets));
        return new Issued(
                wanted.withSecrets(
                                newestFirst(digests.digest(fresh), older.map(ClientCredentials::secretDigests)),
                                mustBeKept ? kept : List.of())
                        .withOlderSecretsUntil(
                                older.map(known -> clock.instant().plus(overlap))),
                Optional.of(fresh));
    }

    private static List<String> newestFirst(String fresh, Optional<List<String>> older) {
        return Stream.concat(
                        Stream.of(fresh), older.stream().flatMap(List::stream).limit(1))
                .toList();
    }
}
