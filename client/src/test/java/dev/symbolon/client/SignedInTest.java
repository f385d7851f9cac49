package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("After the login")
class SignedInTest {

    private final TestLogins logins = new TestLogins();
    private final OpenIdClient client = logins.client();
    private final Login login = logins.login(client, LoginOptions.none(), UnaryOperator.identity());

    @AfterEach
    void close() {
        logins.close();
    }

    private Reason refusalOfRefreshed(UnaryOperator<JsonObject> claims) {
        logins.provider.backClaims = claims;
        return reasonOf(() -> client.refresh(login));
    }

    @Nested
    @DisplayName("RFC 7009 §2.1: revocation")
    class Revocation {

        private String revoked() {
            return logins.provider.revocations.getFirst().required("token");
        }

        @Test
        void takesTheRefreshTokenBack() {
            assertThat(client.revoke(login)).isTrue();

            assertThat(revoked())
                    .isEqualTo(login.tokens()
                            .orElseThrow()
                            .refreshToken()
                            .orElseThrow()
                            .value());
            assertThat(logins.provider.revocations.getFirst().required("client_id"))
                    .isEqualTo(TestProvider.CLIENT);
        }

        @Test
        void takesTheAccessTokenBackIfThereIsNoOther() {
            logins.provider.tokenResponse = answer -> answer.without("refresh_token");
            Login brief = logins.login(client, LoginOptions.none(), UnaryOperator.identity());

            client.revoke(brief);

            assertThat(revoked())
                    .isEqualTo(brief.tokens().orElseThrow().accessToken().value());
        }

        @Test
        void isNothingWhereTheProviderHasNoSuchEndpoint() {
            logins.provider.metadata = document -> document.without("revocation_endpoint");
            OpenIdClient other = logins.client();

            assertThat(other.revoke(login)).isFalse();
        }

        @Test
        void tellsIfTheProviderDoesNotDoIt() {
            logins.provider.overrides =
                    Map.of("/revoke", exchange -> TestProvider.send(exchange, 503, JsonObject.empty()));

            assertThatThrownBy(() -> client.revoke(login)).isInstanceOf(OpenIdFailure.Unreachable.class);
        }
    }

    @Nested
    @DisplayName("OIDC Core §12: refresh")
    class Refresh {

        @Test
        void givesNewTokensOfTheSamePerson() {
            Login refreshed = client.refresh(login);

            assertThat(refreshed.subject()).isEqualTo(login.subject());
            assertThat(refreshed.tokens().orElseThrow().accessToken())
                    .isNotEqualTo(login.tokens().orElseThrow().accessToken());
            assertThat(refreshed.tokens().orElseThrow().refreshToken())
                    .isNotEqualTo(login.tokens().orElseThrow().refreshToken());
        }

        @Test
        void keepsTheRefreshTokenAndTheIdTokenIfTheProviderSendsNoOther() {
            logins.provider.tokenResponse =
                    answer -> answer.without("refresh_token").without("id_token");

            Login refreshed = client.refresh(login);

            assertThat(refreshed.tokens().orElseThrow().refreshToken())
                    .isEqualTo(login.tokens().orElseThrow().refreshToken());
            assertThat(refreshed.logoutHint()).isEqualTo(login.logoutHint());
        }

        @Test
        void manyAtOnceShareOneRotation() throws Exception {
            int before = logins.provider.tokenRequests.size();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Login>> all = IntStream.range(0, 64)
                        .mapToObj(any -> threads.submit(() -> client.refresh(login)))
                        .toList();
                for (Future<Login> one : all) {
                    assertThat(one.get().tokens())
                            .isEqualTo(all.getFirst().get().tokens());
                }
            }

            assertThat(logins.provider.tokenRequests).hasSize(before + 1);
        }

        @Test
        void anOldLoginGetsWhatWasGotMeanwhile() {
            int before = logins.provider.tokenRequests.size();
            Login refreshed = client.refresh(login);
            logins.clock.advance(Duration.ofSeconds(599));

            assertThat(client.refresh(login).tokens()).isEqualTo(refreshed.tokens());
            assertThat(logins.provider.tokenRequests).hasSize(before + 1);
        }

        @Test
        void anOldLoginIsRefreshedWithTheNewestRefreshTokenIfWhatWasGotHasExpired() {
            Login refreshed = client.refresh(login);
            logins.clock.advance(Duration.ofMinutes(10));
            client.refresh(login);

            assertThat(logins.provider.tokenRequests.getLast().required("refresh_token"))
                    .isEqualTo(refreshed
                            .tokens()
                            .orElseThrow()
                            .refreshToken()
                            .orElseThrow()
                            .value());
        }

        @Test
        void theNewestLoginIsRefreshedAtOnce() {
            Login refreshed = client.refresh(login);

            assertThat(client.refresh(refreshed).tokens()).isNotEqualTo(refreshed.tokens());
        }

        @Test
        void aFailureDoesNotStick() {
            logins.provider.overrides =
                    Map.of("/token", exchange -> TestProvider.send(exchange, 503, JsonObject.empty()));
            assertThatThrownBy(() -> client.refresh(login)).isInstanceOf(OpenIdFailure.Unreachable.class);
            logins.provider.overrides = Map.of();

            assertThat(client.refresh(login).subject()).isEqualTo(login.subject());
        }

        @Test
        void refusesAnotherPerson() {
            assertThat(refusalOfRefreshed(claims -> claims.with("sub", "eve"))).isEqualTo(Reason.SUBJECT_MISMATCH);
        }

        @Test
        void refusesAnotherIssuer() {
            assertThat(refusalOfRefreshed(claims -> claims.with("iss", "http://localhost:2")))
                    .isEqualTo(Reason.ISSUER_MISMATCH);
        }

        @Test
        void refusesAnotherAudience() {
            assertThat(refusalOfRefreshed(claims -> claims.with("aud", "another")))
                    .isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void refusesAnotherTimeOfAuthentication() {
            assertThat(refusalOfRefreshed(claims -> claims.with("auth_time", 1)))
                    .isEqualTo(Reason.AUTHENTICATION_TIME_MISMATCH);
        }

        @Test
        void refusesAnotherNonce() {
            assertThat(refusalOfRefreshed(claims -> claims.with("nonce", "another")))
                    .isEqualTo(Reason.NONCE_MISMATCH);
        }

        @Test
        void refusesAWrongHashOfTheNewAccessToken() {
            assertThat(refusalOfRefreshed(claims -> claims.with("at_hash", "wrong")))
                    .isEqualTo(Reason.AT_HASH_MISMATCH);
        }

        @Test
        void needsARefreshToken() {
            logins.provider.tokenResponse = answer -> answer.without("refresh_token");
            Login without = logins.login();

            assertThatThrownBy(() -> client.refresh(without)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    @DisplayName("OIDC Core §5.3: userinfo")
    class UserInfoAnswer {

        @Test
        void tellsAboutThePerson() {
            logins.provider.userInfo = claims -> claims.with("name", "Ada");

            assertThat(client.userInfo(login).string("name")).contains("Ada");
        }

        @Test
        void isRefusedIfItIsAboutAnotherPerson() {
            logins.provider.userInfo = claims -> claims.with("sub", "eve");

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.SUBJECT_MISMATCH);
        }

        @Test
        void isRefusedIfItIsAboutNobody() {
            logins.provider.userInfo = claims -> claims.without("sub");

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.SUBJECT_MISMATCH);
        }

        @Test
        void saysThatTheAccessTokenHasEnded() {
            logins.provider.overrides =
                    Map.of("/userinfo", exchange -> TestProvider.send(exchange, 401, JsonObject.empty()));

            assertThatThrownBy(() -> client.userInfo(login))
                    .isInstanceOfSatisfying(
                            OpenIdFailure.Refused.class,
                            refused -> assertThat(refused.is(ErrorCode.INVALID_TOKEN))
                                    .isTrue());
        }

        private void answerSigned(JsonObject claims) {
            answerSigned(logins.provider.signingKey, claims);
        }

        private void answerSigned(SigningKey key, JsonObject claims) {
            logins.provider.overrides = Map.of(
                    "/userinfo", exchange -> TestProvider.send(exchange, "application/jwt", key.sign("JWT", claims)));
        }

        private JsonObject signedClaims() {
            return JsonObject.empty()
                    .with("iss", logins.provider.issuer())
                    .with("aud", TestProvider.CLIENT)
                    .with("sub", "ada")
                    .with("name", "Ada");
        }

        @Test
        void mayBeSigned() {
            answerSigned(signedClaims());

            assertThat(client.userInfo(login).string("name")).contains("Ada");
        }

        @Test
        void isRefusedIfItIsSignedByAnotherIssuer() {
            answerSigned(signedClaims().with("iss", "http://localhost:2"));

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.ISSUER_MISMATCH);
        }

        @Test
        void isRefusedIfItIsSignedForAnotherApplication() {
            answerSigned(signedClaims().with("aud", "another"));

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void isRefusedIfItIsSignedAboutAnotherPerson() {
            answerSigned(signedClaims().with("sub", "eve"));

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.SUBJECT_MISMATCH);
        }

        @Test
        void isRefusedIfItsSignatureIsWrong() {
            String unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.";
            logins.provider.overrides =
                    Map.of("/userinfo", exchange -> TestProvider.send(exchange, "application/jwt", unsigned));

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void isRefusedIfItIsSignedByAnAlgorithmThatIsNotAllowed() {
            SigningKey other = TestProvider.key(SigningAlgorithm.ES512);
            logins.provider.publishedKeys = List.of(logins.provider.signingKey, other);
            logins.clock.advance(Duration.ofMinutes(10));
            answerSigned(other, signedClaims());

            assertThat(reasonOf(() -> client.userInfo(login))).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void isAskedWithTheBrowsersTokenIfThereIsNoOther() {
            Login implicit = logins.asking(ResponseType.ID_TOKEN_TOKEN).login();

            assertThat(client.userInfo(implicit).string("sub")).contains("ada");
        }
    }

    @Nested
    @DisplayName("RP-Initiated Logout §2")
    class Logout {

        @Test
        void namesTheSessionAndTheWayBack() {
            logins.registration = logins.registration.withPostLogoutRedirectUri("http://localhost:1/bye");

            URI uri = logins.client().logoutUri(login).orElseThrow();

            Parameters parameters = Parameters.parse(uri.getRawQuery());
            assertThat(parameters.one("id_token_hint"))
                    .contains(login.idToken().token().value());
            assertThat(parameters.one("post_logout_redirect_uri")).contains("http://localhost:1/bye");
            assertThat(parameters.one("client_id")).contains(TestProvider.CLIENT);
        }

        @Test
        void isNotPossibleAtAProviderWithoutTheEndpoint() {
            logins.provider.metadata = metadata -> metadata.without("end_session_endpoint");

            assertThat(logins.client().logoutUri(login)).isEmpty();
        }
    }
}
