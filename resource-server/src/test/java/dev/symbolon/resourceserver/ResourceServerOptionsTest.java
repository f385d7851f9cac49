package dev.symbolon.resourceserver;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Secret;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Options that cannot be")
class ResourceServerOptionsTest {

    private static final Duration BEFORE = Duration.ofSeconds(-1);

    private final ResourceServerOptions options = ResourceServerOptions.defaults();
    private final KeyRefresh refresh = KeyRefresh.defaults();
    private final Introspection introspection = Introspection.as(new ClientId("api"), Secret.of("secret"));

    private static void isRefused(Runnable choice) {
        assertThatIllegalArgumentException().isThrownBy(choice::run);
    }

    @Test
    void noAlgorithm() {
        isRefused(options::withAlgorithms);
    }

    @Test
    void aNegativeClockSkew() {
        isRefused(() -> options.withClockSkew(BEFORE));
    }

    @Test
    void aNegativeNumberOfTokens() {
        isRefused(() -> options.withCachedTokens(-1));
    }

    @Test
    void keysThatAreNeverGood() {
        isRefused(() -> refresh.withMaximumAge(Duration.ZERO));
        isRefused(() -> refresh.withGrace(BEFORE));
    }

    @Test
    void keysThatAreNeverFetched() {
        isRefused(() -> refresh.withTimeout(Duration.ZERO));
        isRefused(() -> refresh.withPause(BEFORE));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 301})
    void anAnswerOfTheIssuerThatIsBelievedForTooLong(long seconds) {
        isRefused(() -> introspection.withBelieved(Duration.ofSeconds(seconds)));
    }

    @Test
    void aQuestionWithoutTimeForTheAnswer() {
        isRefused(() -> introspection.withTimeout(Duration.ZERO));
    }
}
