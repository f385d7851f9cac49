package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.symbolon.client.internal.Http;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Back-Channel Logout §2.6: what an application checks of a logout token")
class LogoutTokenTest {

    private final MovableClock clock = new MovableClock();

    @AutoClose
    private final TestProvider provider = new TestProvider(clock);

    private final OpenIdClient client =
            OpenIdClient.of(provider.registration(), Environment.system().withClock(clock));

    private JsonObject claims() {
        return provider.logoutClaims("session-1");
    }

    private String token(UnaryOperator<JsonObject> change) {
        return provider.signingKey.sign("logout+jwt", change.apply(claims()));
    }

    private void isRefused(String token, Reason reason) {
        assertThatExceptionOfType(OpenIdFailure.Invalid.class)
                .isThrownBy(() -> client.readLogoutToken(token))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void readsWhoseSessionIsOver() {
        LogoutToken token = client.readLogoutToken(token(UnaryOperator.identity()));

        assertThat(token.subject().orElseThrow().value()).isEqualTo("ada");
        assertThat(token.sessionId()).contains("session-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "sid"})
    void isContentWithSubjectOrSession(String absent) {
        assertThat(client.readLogoutToken(token(claims -> claims.without(absent))))
                .isNotNull();
    }

    @Test
    void takesTheTypeThatOlderProvidersUse() {
        assertThat(client.readLogoutToken(provider.signingKey.sign("JWT", claims()))
                        .sessionId())
                .contains("session-1");
    }

    @Test
    void refusesATokenThatNamesNobody() {
        isRefused(token(claims -> claims.without("sub").without("sid")), Reason.LOGOUT_TOKEN_INVALID);
    }

    @Test
    void refusesATokenThatComesTwice() {
        String token = token(UnaryOperator.identity());
        client.readLogoutToken(token);

        isRefused(token, Reason.LOGOUT_TOKEN_REPLAYED);
    }

    @Test
    void refusesATokenThatComesTwiceForAsLongAsItIsGood() {
        String token = token(UnaryOperator.identity());
        client.readLogoutToken(token);
        clock.advance(Duration.ofSeconds(120 + 59));

        isRefused(token, Reason.LOGOUT_TOKEN_REPLAYED);
    }

    @Test
    void forgetsTheOldestOfTooManyTokens() {
        Provider ours = new Provider(
                provider.registration().issuer(),
                false,
                new Http(Environment.system().httpClient(), Duration.ofSeconds(5)),
                clock);
        LogoutTokens few = new LogoutTokens(provider.registration(), ours, clock, 2);
        List<String> tokens =
                Stream.of(1, 2, 3).map(_ -> token(UnaryOperator.identity())).toList();

        tokens.forEach(few::read);

        assertThat(few.read(tokens.getFirst()).sessionId()).contains("session-1");
        assertThat(reasonOf(() -> few.read(tokens.getLast()))).isEqualTo(Reason.LOGOUT_TOKEN_REPLAYED);
    }

    @Test
    void refusesATokenWithoutANameOfItsOwn() {
        isRefused(token(claims -> claims.without("jti")), Reason.LOGOUT_TOKEN_INVALID);
    }

    @Test
    void refusesATokenThatIsSignedBySomebodyElse() {
        String forged = TestProvider.key(SigningAlgorithm.ES256).sign("logout+jwt", claims());

        assertThatExceptionOfType(OpenIdFailure.Invalid.class).isThrownBy(() -> client.readLogoutToken(forged));
    }

    @Test
    void refusesAnAlgorithmThatIsNotAllowed() {
        SigningKey other = TestProvider.key(SigningAlgorithm.ES512);
        provider.publishedKeys = List.of(provider.signingKey, other);

        isRefused(other.sign("logout+jwt", claims()), Reason.SIGNATURE_INVALID);
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        isRefused(token(claims -> claims.with("iss", "https://evil.example")), Reason.ISSUER_MISMATCH);
    }

    @Test
    void endsNoLoginAtAnotherProvider() {
        try (TestLogins others = new TestLogins()) {
            Login elsewhere = others.login();

            LogoutToken token = client.readLogoutToken(token(claims -> claims.without("sid")));

            assertThat(token.subject()).contains(elsewhere.subject());
            assertThat(token.ends(elsewhere)).isFalse();
        }
    }

    @Test
    void endsNoLoginOfAnotherPerson() {
        StartedLogin started = client.startLogin();
        Login login = client.finishLogin(started.pending(), provider.callback(started));
        LogoutToken ofAda = client.readLogoutToken(token(claims -> claims.without("sid")));
        LogoutToken ofBob =
                client.readLogoutToken(token(claims -> claims.without("sid").with("sub", "bob")));

        assertThat(ofAda.ends(login)).isTrue();
        assertThat(ofBob.ends(login)).isFalse();
    }

    @Test
    void refusesATokenForAnotherApplication() {
        isRefused(token(claims -> claims.with("aud", "another-app")), Reason.AUDIENCE_MISMATCH);
    }

    @Test
    void refusesATokenWithANonceSinceItCouldBeAnIdToken() {
        isRefused(token(claims -> claims.with("nonce", "n")), Reason.LOGOUT_TOKEN_INVALID);
    }

    @Test
    void refusesAnIdToken() {
        String idToken = provider.signingKey.sign(
                "JWT", provider.claims(java.util.Optional.empty()).with("jti", "1"));

        isRefused(idToken, Reason.LOGOUT_TOKEN_INVALID);
    }

    @Test
    void refusesAnotherType() {
        isRefused(provider.signingKey.sign("at+jwt", claims()), Reason.LOGOUT_TOKEN_INVALID);
    }

    @Test
    void refusesAnotherEvent() {
        isRefused(
                token(claims -> claims.with("events", JsonObject.empty().with("other", JsonObject.empty()))),
                Reason.LOGOUT_TOKEN_INVALID);
        isRefused(
                token(claims -> claims.with("events", JsonObject.empty().with(LogoutTokens.EVENT, "text"))),
                Reason.CLAIM_MALFORMED);
    }

    @Test
    void refusesATokenThatIsOver() {
        String token = token(UnaryOperator.identity());
        clock.advance(Duration.ofMinutes(4));

        isRefused(token, Reason.EXPIRED);
    }

    @Test
    void refusesATokenWithoutEndOrBeginning() {
        isRefused(token(claims -> claims.without("exp")), Reason.EXPIRY_MISSING);
        isRefused(token(claims -> claims.without("iat")), Reason.ISSUED_AT_MISSING);
    }

    @Test
    void refusesATokenFromTheFuture() {
        long late = clock.instant().plusSeconds(300).getEpochSecond();

        isRefused(token(claims -> claims.with("iat", late).with("exp", late + 60)), Reason.ISSUED_IN_THE_FUTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void refusesNonsense(String text) {
        assertThatExceptionOfType(OpenIdFailure.Invalid.class).isThrownBy(() -> client.readLogoutToken(text));
    }
}
