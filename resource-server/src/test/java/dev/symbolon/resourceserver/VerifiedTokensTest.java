package dev.symbolon.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The memory of verified tokens")
class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final VerificationKeys keys = noKeys();
    private final VerifiedTokens tokens = new VerifiedTokens(100);
    private final Caller ada = new Caller(
            new Issuer("https://id.example.org"),
            new Subject("ada"),
            new ClientId("web"),
            Scope.empty(),
            AuthorizationDetails.NONE,
            LATER,
            new SignIn(Optional.empty(), Optional.empty(), Optional.empty()),
            Confirmation.NONE,
            Optional.empty(),
            JsonObject.empty());

    private static VerificationKeys noKeys() {
        return VerificationKeys.of(JsonObject.empty().with("keys", List.of()));
    }

    @Test
    void knowsATokenAgain() {
        tokens.remember("t", ada, keys, LATER);

        assertThat(tokens.find("t", keys, NOW)).contains(ada);
    }

    @Test
    void doesNotKnowAnother() {
        tokens.remember("t", ada, keys, LATER);

        assertThat(tokens.find("u", keys, NOW)).isEmpty();
    }

    @Test
    void doesNotTellTokensApartByHashAlone() {
        tokens.remember("Aa", ada, keys, LATER);

        assertThat("BB".hashCode()).isEqualTo("Aa".hashCode());
        assertThat(tokens.find("BB", keys, NOW)).isEmpty();
    }

    @Test
    void forgetsATokenWhenItExpires() {
        tokens.remember("t", ada, keys, LATER);

        assertThat(tokens.find("t", keys, LATER)).isEmpty();
    }

    @Test
    void forgetsATokenWhenTheKeysChange() {
        tokens.remember("t", ada, keys, LATER);

        assertThat(tokens.find("t", noKeys(), NOW)).isEmpty();
    }

    @Test
    void forgetsAnOlderTokenForTheSameReasons() {
        tokens.remember("t", ada, keys, LATER);
        for (int i = 0; i < 50; i++) {
            tokens.remember("other" + i, ada, keys, LATER);
        }

        assertThat(tokens.find("t", keys, LATER)).isEmpty();
        assertThat(tokens.find("t", noKeys(), NOW)).isEmpty();
        assertThat(tokens.find("t", keys, NOW)).contains(ada);
    }

    @Test
    void isBounded() throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 10_000; i++) {
                String token = "t" + i;
                threads.execute(() -> tokens.remember(token, ada, keys, LATER));
            }
        }

        assertThat(tokens.size()).isBetween(50, 100);
    }

    @Test
    void keepsWhatIsInUse() {
        tokens.remember("t", ada, keys, LATER);

        for (int i = 0; i < 1_000; i++) {
            tokens.remember("other" + i, ada, keys, LATER);
            tokens.find("t", keys, NOW);
        }

        assertThat(tokens.find("t", keys, NOW)).contains(ada);
    }

    @Test
    void canBeSwitchedOff() {
        VerifiedTokens none = new VerifiedTokens(0);
        none.remember("t", ada, keys, LATER);

        assertThat(none.find("t", keys, NOW)).isEmpty();
    }
}
