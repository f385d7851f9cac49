package dev.symbolon.server.client.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.http.fetch.Reach;
import dev.symbolon.server.http.fetch.Trust;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClientSignaturesTest {

    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256);
    private static final String JWT = KEY.sign("JWT", JsonObject.empty());

    @AutoClose
    private final Fetcher fetcher = new Fetcher(Reach.of(false, List.of()), Trust.USUAL, InstantSource.system());

    private final ClientSignatures signatures = new ClientSignatures(fetcher);

    /** The keys of a client, in so many characters and some more. */
    private Verification verify(int number, int characters) {
        JsonObject key = KEY.toPublicJwk().with("of", number).with("padding", "x".repeat(characters));
        JsonObject jwks = JsonObject.empty().with("keys", List.of(key));
        return signatures.verify(new ClientKeys.Registered(PublicKeys.of(jwks)), JWT, Set.of(SigningAlgorithm.ES256));
    }

    @Test
    void areVerifiedByKeysOfWhichFewLongSetsAreRemembered() {
        for (int i = 0; i < 200; i++) {
            assertThat(verify(i, 32_000)).isInstanceOf(Verification.Valid.class);
        }

        assertThat(signatures.remembered()).isBetween(100L, 130L);
    }

    @Test
    void areVerifiedByKeysOfWhichManyShortSetsAreRemembered() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(verify(i, 1)).isInstanceOf(Verification.Valid.class);
        }

        assertThat(signatures.remembered()).isEqualTo(1_000);
    }

    @Test
    void areVerifiedByKeysOfWhichNotAnyNumberIsRememberedHoweverShortTheyAre() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(verify(i, 1)).isInstanceOf(Verification.Valid.class);
        }

        assertThat(signatures.remembered()).isBetween(3_000L, 4_000L);
    }
}
