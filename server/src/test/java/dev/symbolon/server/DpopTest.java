package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.SealedNonces;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DPoP: tokens bound to a key of the client (RFC 9449)")
class DpopTest {

    private static final SenderConstraint BOUND = new SenderConstraint(true, false);
    private static final SenderConstraint BOUND_WITH_NONCE = new SenderConstraint(true, true);

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();
    private final TestProofs key = new TestProofs(provider);
    private final TestProofs otherKey = new TestProofs(provider);

    private static Parameters ownToken() {
        return Parameters.none().with("grant_type", "client_credentials");
    }

    private TestTokens own(String... proofs) {
        return key.token(client, ownToken(), proofs);
    }

    private String code(Parameters request) {
        return browser.authorize(request).code();
    }

    private TestTokens bound(TestClient of, Parameters request) {
        return key.token(of, of.codeGrant(code(request)), key.forToken());
    }

    private Optional<String> jkt(String accessToken) {
        return provider.verified(accessToken).claims().object("cnf").flatMap(cnf -> cnf.string("jkt"));
    }

    private static Optional<String> nonce(HttpResponse response) {
        return response.headers().first("DPoP-Nonce");
    }

    @Nested
    @DisplayName("§5, §6: a token request with a proof")
    class ATokenRequest {

        @Test
        void bindsTheAccessTokenOfACode() {
            TestTokens tokens = bound(client, client.request("code"));

            assertThat(tokens.json().string("token_type")).contains("DPoP");
            assertThat(jkt(tokens.accessToken())).contains(key.thumbprint().value());
        }

        @Test
        void bindsTheAccessTokenOfTheClientItself() {
            TestTokens tokens = own(key.forToken());

            assertThat(tokens.json().string("token_type")).contains("DPoP");
            assertThat(jkt(tokens.accessToken())).contains(key.thumbprint().value());
        }

        @Test
        void bindsTheAccessTokenOfARefresh() {
            String refreshToken = bound(client, client.offlineRequest("code")).refreshToken();

            TestTokens tokens = otherKey.token(client, client.refreshGrant(refreshToken), otherKey.forToken());

            assertThat(jkt(tokens.accessToken())).contains(otherKey.thumbprint().value());
        }

        @Test
        void bindsAnOpaqueAccessTokenAsIntrospectionSays() {
            TestClient reports = provider.register();
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withAccessTokenFormat(AccessTokenFormat.OPAQUE)
                    .withIntrospectionClients(reports.id()));
            String token = own(key.forToken()).accessToken();

            JsonObject answer = JsonObject.parse(
                    provider.post("/oauth/introspect", Parameters.none().with("token", token), reports.authorization())
                            .body());

            assertThat(answer.string("token_type")).contains("DPoP");
            assertThat(answer.object("cnf").orElseThrow().string("jkt"))
                    .contains(key.thumbprint().value());
        }

        @Test
        void isAsEverWithoutAProof() {
            TestTokens tokens = own();

            assertThat(tokens.json().string("token_type")).contains("Bearer");
            assertThat(jkt(tokens.accessToken())).isEmpty();
        }

        @Test
        void mustHaveAProofIfTheClientIsSoRegistered() {
            TestClient strict = provider.register(one -> one.withSenderConstraint(BOUND));

            assertThat(provider.token(strict, ownToken()).error()).isEqualTo("invalid_request");
            assertThat(key.token(strict, ownToken(), key.forToken()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void mayHaveAProofByAnyAlgorithm(SigningAlgorithm algorithm) {
            TestProofs own = new TestProofs(provider, algorithm);

            assertThat(own.token(client, ownToken(), own.forToken()).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§5: the refresh token of a public client")
    class TheRefreshTokenOfAPublicClient {

        private final TestClient phone = provider.register(TestClient::asPublic);
        private final String refreshToken =
                bound(phone, phone.offlineRequest("code")).refreshToken();

        @Test
        void isGoodWithTheKey() {
            TestTokens tokens = key.token(phone, phone.refreshGrant(refreshToken), key.forToken());

            assertThat(jkt(tokens.accessToken())).contains(key.thumbprint().value());
        }

        @Test
        void isRefusedWithoutAProof() {
            assertThat(provider.token(phone, phone.refreshGrant(refreshToken)).error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void isRefusedWithAnotherKey() {
            assertThat(otherKey.token(phone, phone.refreshGrant(refreshToken), otherKey.forToken())
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void isNotUsedUpByWhoeverHasNoKey() {
            provider.token(phone, phone.refreshGrant(refreshToken));

            assertThat(key.token(phone, phone.refreshGrant(refreshToken), key.forToken())
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void hasASuccessorThatIsBoundToo() {
            String successor = key.token(phone, phone.refreshGrant(refreshToken), key.forToken())
                    .refreshToken();

            assertThat(provider.token(phone, phone.refreshGrant(successor)).error())
                    .isEqualTo("invalid_grant");
        }
    }

    @Nested
    @DisplayName("§4.3: a proof")
    class AProof {

        private void isRefused(String... proofs) {
            TestTokens answer = own(proofs);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_dpop_proof");
        }

        static Stream<Arguments> bent() {
            return Stream.of(
                    bent("another method", claims -> claims.with("htm", "GET")),
                    bent("another address", claims -> claims.with("htu", TestProvider.ISSUER.resolve("/userinfo"))),
                    bent("another host", claims -> claims.with("htu", "https://id.example.com/oauth/token")),
                    bent("no address", claims -> claims.with("htu", "token endpoint")),
                    bent("another type", claims -> claims.with("htu", 1)),
                    bent("no jti", claims -> claims.without("jti")),
                    bent("an empty jti", claims -> claims.with("jti", "")),
                    bent("an endless jti", claims -> claims.with("jti", "x".repeat(513))),
                    bent("no htm", claims -> claims.without("htm")),
                    bent("no htu", claims -> claims.without("htu")),
                    bent("no iat", claims -> claims.without("iat")));
        }

        private static Arguments bent(String name, UnaryOperator<JsonObject> bend) {
            return Arguments.of(name, bend);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bent")
        void isForTheRequestItself(String name, UnaryOperator<JsonObject> bend) {
            isRefused(key.forToken(bend));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30."})
        void isASignedJwt(String nonsense) {
            isRefused(nonsense);
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "at+jwt", "dpop"})
        void isOfItsOwnType(String type) {
            isRefused(key.signed(type, key.claims("POST", TestProofs.TOKEN)));
        }

        @Test
        void isNotSignedByAnotherKeyThanTheShownOne() {
            String one = key.forToken();
            String other = otherKey.forToken();

            isRefused(other.substring(0, other.indexOf('.')) + one.substring(one.indexOf('.')));
        }

        @Test
        void isTheOnlyOne() {
            isRefused(key.forToken(), key.forToken());
        }

        @Test
        void isGoodOnce() {
            String proof = key.forToken();
            own(proof);

            isRefused(proof);
        }

        @Test
        void isGoodOnceForAsLongAsItIsGoodAtAll() {
            String proof = key.forToken(
                    claims -> claims.with("iat", claims.number("iat").orElseThrow() + 30));
            own(proof);
            provider.clock().advance(Duration.ofSeconds(90));

            isRefused(proof);
        }

        @ParameterizedTest
        @ValueSource(longs = {-61, 31, -1_000_000_000})
        void isYoung(long seconds) {
            isRefused(key.forToken(
                    claims -> claims.with("iat", claims.number("iat").orElseThrow() + seconds)));
        }

        @ParameterizedTest
        @ValueSource(longs = {-60, 30})
        void mayBeOffByWhatClocksAreOff(long seconds) {
            assertThat(own(key.forToken(claims ->
                                    claims.with("iat", claims.number("iat").orElseThrow() + seconds)))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://ID.example.org/oauth/token",
                    "HTTPS://id.example.org:443/oauth/token",
                    "https://id.example.org/oauth/%74oken",
                    "https://id.example.org/x/../oauth/./token",
                    "https://id.example.org/oauth/token?a=b#c"
                })
        void mayNameTheAddressInAnotherSpelling(String address) {
            assertThat(own(key.forToken(claims -> claims.with("htu", address))).status())
                    .isEqualTo(200);
        }

        @Test
        void isNotLookedAtBeforeTheClientIsKnown() {
            TestClient impostor = provider.register();
            provider.remove(impostor);
            String proof = key.forToken();
            key.token(impostor, ownToken(), proof);

            assertThat(own(proof).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§8: a nonce")
    class ANonce {

        private final TestClient careful = provider.register(one -> one.withSenderConstraint(BOUND_WITH_NONCE));

        private TestTokens own(UnaryOperator<JsonObject> bend) {
            return key.token(careful, ownToken(), key.forToken(bend));
        }

        private String given() {
            return nonce(own(UnaryOperator.identity()).response()).orElseThrow();
        }

        @Test
        void isDemandedAndGivenOut() {
            TestTokens answer = own(UnaryOperator.identity());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("use_dpop_nonce");
            assertThat(nonce(answer.response())).isPresent();
        }

        @Test
        void isTakenAndFollowedByAnother() {
            String nonce = given();

            TestTokens answer = own(claims -> claims.with("nonce", nonce));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(nonce(answer.response())).isPresent().isNotEqualTo(Optional.of(nonce));
        }

        @Test
        void isGoodForManyProofs() {
            String nonce = given();
            own(claims -> claims.with("nonce", nonce));

            assertThat(own(claims -> claims.with("nonce", nonce)).status()).isEqualTo(200);
        }

        @Test
        void makesTheClockOfTheClientIrrelevant() {
            String nonce = given();

            assertThat(own(claims -> claims.with("nonce", nonce).with("iat", 1)).status())
                    .isEqualTo(200);
        }

        @Test
        void letsNoProofComeTwice() {
            String nonce = given();
            String proof = key.forToken(claims -> claims.with("nonce", nonce));
            key.token(careful, ownToken(), proof);
            provider.clock().advance(Duration.ofSeconds(179));

            assertThat(key.token(careful, ownToken(), proof).error()).isEqualTo("invalid_dpop_proof");
        }

        @Test
        void isReplacedAfterThreeMinutes() {
            String nonce = given();
            provider.clock().advance(Duration.ofSeconds(181));

            TestTokens answer = own(claims -> claims.with("nonce", nonce));

            assertThat(answer.error()).isEqualTo("use_dpop_nonce");
            assertThat(nonce(answer.response())).isPresent();
        }

        @Test
        void isReplacedIfItIsNoneOfOurs() {
            assertThat(own(claims -> claims.with("nonce", "mine")).error()).isEqualTo("use_dpop_nonce");
        }

        @Test
        void isNoOtherThingThatTheProviderSealed() {
            String code = code(client.request("code"));

            assertThat(own(claims -> claims.with("nonce", code)).error()).isEqualTo("use_dpop_nonce");
        }

        @Test
        void isKnownToEveryNodeThatHasTheKeys() {
            String elsewhere = new SealedNonces(provider.keys().seal(), provider.clock()).next();

            assertThat(own(claims -> claims.with("nonce", elsewhere)).status()).isEqualTo(200);
        }

        @Test
        void isCheckedWhereItIsNotDemanded() {
            assertThat(key.token(client, ownToken(), key.forToken(claims -> claims.with("nonce", "mine")))
                            .error())
                    .isEqualTo("use_dpop_nonce");
        }

        @Test
        void isDemandedAtUserinfoToo() {
            String code = code(careful.request("code"));
            String first = given();
            String token = key.token(
                            careful, careful.codeGrant(code), key.forToken(claims -> claims.with("nonce", first)))
                    .accessToken();

            HttpResponse answer = key.userinfo("DPoP " + token, key.forUserinfo(token));
            String nonce = nonce(answer).orElseThrow();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().first("WWW-Authenticate").orElseThrow()).contains("error=\"use_dpop_nonce\"");
            assertThat(key.userinfo("DPoP " + token, key.forUserinfo(token, claims -> claims.with("nonce", nonce)))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void canBeReadByScripts() {
            assertThat(own(UnaryOperator.identity())
                            .response()
                            .headers()
                            .first("Access-Control-Expose-Headers")
                            .orElseThrow())
                    .contains("DPoP-Nonce");
        }
    }

    @Nested
    @DisplayName("§10: dpop_jkt")
    class AnAnnouncedKey {

        private static Parameters with(Parameters request, String jkt) {
            return request.with("dpop_jkt", jkt);
        }

        @Test
        void redeemsTheCode() {
            assertThat(bound(
                                    client,
                                    with(
                                            client.request("code"),
                                            key.thumbprint().value()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isNeededForTheCode() {
            String code = code(with(client.request("code"), key.thumbprint().value()));

            assertThat(provider.token(client, client.codeGrant(code)).error()).isEqualTo("invalid_grant");
        }

        @Test
        void isTheOnlyOneForTheCode() {
            String code = code(with(client.request("code"), key.thumbprint().value()));

            assertThat(otherKey.token(client, client.codeGrant(code), otherKey.forToken())
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I="})
        void isAThumbprint(String nonsense) {
            assertThat(browser.callback(browser.ask(with(client.request("code"), nonsense)))
                            .error())
                    .isEqualTo("invalid_request");
        }

        @Test
        void bindsTheAccessTokenOfTheFrontChannelToo() {
            TestCallback callback = browser.authorize(
                    with(client.request("code id_token token"), key.thumbprint().value()));
            String token = callback.accessToken();

            assertThat(callback.all().one("token_type")).contains("DPoP");
            assertThat(jkt(token)).contains(key.thumbprint().value());
            assertThat(key.userinfo("DPoP " + token, key.forUserinfo(token)).status())
                    .isEqualTo(200);
            assertThat(provider.userinfo(token).status()).isEqualTo(401);
        }

        @ParameterizedTest
        @ValueSource(strings = {"code token", "code id_token token"})
        void isDemandedForTheFrontChannelOfAClientWhoseTokensMustBeBound(String type) {
            TestClient strict = provider.register(one -> one.withSenderConstraint(BOUND));

            assertThat(browser.callback(browser.ask(strict.request(type))).error())
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token"})
        void isNotDemandedForACode(String type) {
            TestClient strict = provider.register(one -> one.withSenderConstraint(BOUND));

            assertThat(bound(strict, strict.request(type)).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§7: userinfo")
    class Userinfo {

        private final String token = bound(client, client.request("code")).accessToken();
        private final String unbound = provider.token(client, client.codeGrant(code(client.request("code"))))
                .accessToken();

        private void isRefused(HttpResponse answer, String challenge) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().all("WWW-Authenticate")).anyMatch(field -> field.contains(challenge));
        }

        @Test
        void isForWhoeverHasTheKey() {
            assertThat(key.userinfo("DPoP " + token, key.forUserinfo(token)).status())
                    .isEqualTo(200);
        }

        @Test
        void takesTheSchemeInAnyCase() {
            assertThat(key.userinfo("dpop " + token, key.forUserinfo(token)).status())
                    .isEqualTo(200);
        }

        @Test
        void isNotForABoundTokenAsABearerToken() {
            isRefused(provider.userinfo(token), "Bearer error=\"invalid_token\"");
        }

        @Test
        void isNotForABoundTokenAsABearerTokenEvenWithAProof() {
            isRefused(key.userinfo("Bearer " + token, key.forUserinfo(token)), "Bearer error=\"invalid_token\"");
        }

        @Test
        void isNotForABoundTokenInAForm() {
            isRefused(
                    provider.post("/userinfo", Parameters.none().with("access_token", token), Map.of()),
                    "error=\"invalid_token\"");
        }

        @Test
        void isNotForAnUnboundTokenThatIsPassedOffAsBound() {
            isRefused(key.userinfo("DPoP " + unbound, key.forUserinfo(unbound)), "error=\"invalid_token\"");
        }

        @Test
        void isNotForWhoeverHasAnotherKey() {
            isRefused(key.userinfo("DPoP " + token, otherKey.forUserinfo(token)), "error=\"invalid_token\"");
        }

        @Test
        void needsAProof() {
            isRefused(key.userinfo("DPoP " + token), "error=\"invalid_dpop_proof\"");
        }

        @Test
        void needsAProofForTheVeryToken() {
            isRefused(key.userinfo("DPoP " + token, key.forUserinfo(unbound)), "error=\"invalid_dpop_proof\"");
        }

        @Test
        void needsAProofThatNamesTheToken() {
            isRefused(
                    key.userinfo("DPoP " + token, key.signed(key.claims("GET", TestProofs.USERINFO))),
                    "error=\"invalid_dpop_proof\"");
        }

        @Test
        void needsAProofForUserinfo() {
            isRefused(
                    key.userinfo(
                            "DPoP " + token, key.forUserinfo(token, claims -> claims.with("htu", TestProofs.TOKEN))),
                    "error=\"invalid_dpop_proof\"");
        }

        @Test
        void needsAProofForTheMethodThatIsUsed() {
            String forHead = key.forUserinfo(token, claims -> claims.with("htm", "HEAD"));

            assertThat(key.userinfoBy("HEAD", "DPoP " + token, forHead).status())
                    .isEqualTo(200);
            isRefused(key.userinfoBy("HEAD", "DPoP " + token, key.forUserinfo(token)), "error=\"invalid_dpop_proof\"");
        }

        @Test
        void needsAProofThatHasNotBeenUsed() {
            String proof = key.forUserinfo(token);
            key.userinfo("DPoP " + token, proof);

            isRefused(key.userinfo("DPoP " + token, proof), "error=\"invalid_dpop_proof\"");
        }

        @Test
        void namesBothSchemesWithoutAToken() {
            HttpResponse answer = provider.get("/userinfo", Map.of());

            assertThat(answer.headers().all("WWW-Authenticate"))
                    .contains("Bearer")
                    .anyMatch(field -> field.startsWith("DPoP algs=\"") && field.contains("ES256"));
        }

        @Test
        void mayBeAskedByScriptsWithAProof() {
            HttpResponse preflight =
                    provider.send(new HttpRequest("OPTIONS", "/userinfo", "", Headers.none(), "", "192.0.2.1"));

            assertThat(preflight.headers().first("Access-Control-Allow-Headers").orElseThrow())
                    .contains("DPoP");
        }
    }

    @Nested
    @DisplayName("§5.1: metadata, and the switch")
    class Metadata {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesAsymmetricAlgorithmsAlone() {
            assertThat(metadata(provider).strings("dpop_signing_alg_values_supported"))
                    .contains("ES256", "RS256", "PS256")
                    .doesNotContain("none", "HS256");
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.DPOP)) {
                assertThat(metadata(off).names()).doesNotContain("dpop_signing_alg_values_supported");
                assertThat(off.get("/userinfo", Map.of()).headers().all("WWW-Authenticate"))
                        .containsExactly("Bearer");
            }
        }

        @Test
        void isTheLastOfItIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.DPOP)) {
                TestClient there = off.register();
                TestProofs proofs = new TestProofs(off);
                TestCallback callback = off.browser()
                        .authorize(there.request("code")
                                .with("dpop_jkt", proofs.thumbprint().value()));

                TestTokens tokens = proofs.token(there, there.codeGrant(callback.code()), "nonsense");

                assertThat(tokens.json().string("token_type")).contains("Bearer");
            }
        }

        @Test
        void lendsNoUnboundTokenToAClientThatMustHaveBoundOnes() {
            try (TestProvider off = TestProvider.without(Feature.DPOP)) {
                TestClient strict = off.register(one -> one.withSenderConstraint(BOUND));
                TestProofs proofs = new TestProofs(off);

                assertThat(proofs.token(strict, ownToken(), proofs.forToken()).error())
                        .isEqualTo("unauthorized_client");
            }
        }
    }
}
