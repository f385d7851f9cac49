package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request that needs a better or younger sign-in (RFC 9470)")
class StepUpTest {

    private static final Requirement STRONG = Requirement.of("read:reports").withAcrValues("phr", "mfa");
    private static final Requirement YOUNG = Requirement.of("read:reports").withMaxAge(Duration.ofMinutes(5));

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServer api = ResourceServer.of(
            issuer.issuer(), REPORTS, ResourceServerOptions.defaults().withClock(clock));

    @AfterEach
    void close() {
        issuer.close();
    }

    private Verdict verify(JsonObject claims, Requirement requirement) {
        return api.verify(ApiRequest.of(Optional.of("Bearer " + issuer.token(claims))), requirement);
    }

    private JsonObject signedIn(long secondsAgo) {
        return issuer.claims().with("auth_time", clock.instant().getEpochSecond() - secondsAgo);
    }

    private static String challenge(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        Challenge challenge = ((Refused) verdict).challenge();
        assertThat(challenge.error()).contains(ErrorCode.INSUFFICIENT_USER_AUTHENTICATION);
        assertThat(challenge.status()).isEqualTo(401);
        return challenge.header();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phr", "mfa"})
    void isLetThroughByAnyOfTheWays(String acr) {
        assertThat(verify(issuer.claims().with("acr", acr), STRONG)).isInstanceOf(Accepted.class);
    }

    @Test
    void isChallengedIfThePersonSignedInByAnotherWay() {
        assertThat(challenge(verify(issuer.claims().with("acr", "pwd"), STRONG)))
                .contains("error=\"insufficient_user_authentication\"", "acr_values=\"phr mfa\"");
    }

    @Test
    void isChallengedIfNobodyKnowsHowThePersonSignedIn() {
        challenge(verify(issuer.claims(), STRONG));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300, 360})
    void isLetThroughIfTheSignInIsYoung(long seconds) {
        assertThat(verify(signedIn(seconds), YOUNG)).isInstanceOf(Accepted.class);
    }

    @Test
    void isChallengedIfTheSignInIsOld() {
        assertThat(challenge(verify(signedIn(361), YOUNG))).contains("max_age=\"300\"");
    }

    @Test
    void isChallengedIfNobodyKnowsWhenItWas() {
        challenge(verify(issuer.claims(), YOUNG));
    }

    @Test
    void isChallengedWhenTheSignInGrowsOldThoughTheTokenIsRemembered() {
        JsonObject claims = signedIn(300);
        verify(claims, YOUNG);
        clock.advance(Duration.ofSeconds(61));

        challenge(verify(claims, YOUNG));
    }

    @Test
    void isToldOfTheScopeFirstAndOfNothingElseThen() {
        Requirement both = Requirement.of("create:reports").withAcrValues("mfa").withMaxAge(Duration.ofMinutes(5));

        Challenge challenge = ((Refused) verify(issuer.claims(), both)).challenge();

        assertThat(challenge.error()).contains(ErrorCode.INSUFFICIENT_SCOPE);
        assertThat(challenge.header()).doesNotContain("acr_values", "max_age");
    }
}
