package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an API demands of an access token")
class ResourceServerTest {

    private static final Scope READ = Scope.of("read:reports");

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServerOptions options =
            ResourceServerOptions.defaults().withClock(clock);
    private final ResourceServer api = ResourceServer.of(issuer.issuer(), REPORTS, options);

    @AfterEach
    void close() {
        issuer.close();
    }

    private Verdict bearing(String token) {
        return api.verify(Optional.of("Bearer " + token), READ);
    }

    private static Challenge challenge(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        return ((Refused) verdict).challenge();
    }

    private static void assertInvalid(Verdict verdict, String description) {
        Challenge challenge = challenge(verdict);
        assertThat(challenge.error()).contains(ErrorCode.INVALID_TOKEN);
        assertThat(challenge.status()).isEqualTo(401);
        assertThat(challenge.description()).contains(description);
    }

    /** The header of a good token by a key with this name. */
    private static JsonObject header(String keyId) {
        return JsonObject.empty().with("alg", "ES256").with("typ", "at+jwt").with("kid", keyId);
    }

    @Nested
    @DisplayName("RFC 9068 §4: a good token")
    class Good {

        @Test
        void saysWhoCalls() {
            JsonObject claims = issuer.claims();

            Verdict verdict = bearing(issuer.token(claims));

            Instant end = clock.instant().plusSeconds(600);
            assertThat(verdict)
                    .isEqualTo(new Accepted(new Caller(
                            issuer.issuer(),
                            new Subject("ada"),
                            new ClientId("demo-web"),
                            Scope.of("openid", "read:reports"),
                            AuthorizationDetails.NONE,
                            end,
                            new SignIn(Optional.of("s1"), Optional.empty(), Optional.empty()),
                            Confirmation.NONE,
                            Optional.empty(),
                            JsonObject.parse(claims.toString()))));
        }

        @Test
        void isAcceptedWithoutAHeaderToo() {
            assertThat(api.verify(AccessToken.parse(issuer.token()), READ)).isInstanceOf(Accepted.class);
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void mayBeSignedByAnyAsymmetricAlgorithm(SigningAlgorithm algorithm) {
            SigningKey key = SigningKey.generate(algorithm);
            issuer.publish(issuer.key().toPublicJwk(), key.toPublicJwk());

            assertThat(bearing(key.sign("at+jwt", issuer.claims()))).isInstanceOf(Accepted.class);
        }

        @Test
        void mayHaveOneAudienceAsAText() {
            assertThat(bearing(issuer.token(issuer.claims().with("aud", REPORTS.value()))))
                    .isInstanceOf(Accepted.class);
        }

        @Test
        void mayHaveTheLongFormOfTheType() {
            assertThat(bearing(issuer.key().sign("application/AT+JWT", issuer.claims())))
                    .isInstanceOf(Accepted.class);
        }

        @Test
        void mayHaveNoScopeWhereNoneIsNeeded() {
            String token = issuer.token(issuer.claims().without("scope"));

            assertThat(api.verify(Optional.of("Bearer " + token), Scope.empty()))
                    .isInstanceOf(Accepted.class);
        }

        @Test
        void doesNotPrintItsClaims() {
            Verdict verdict = bearing(issuer.token(issuer.claims().with("email", "ada@example.com")));

            assertThat(verdict.toString()).contains("ada by demo-web").doesNotContain("ada@example.com");
        }
    }

    @Nested
    @DisplayName("RFC 9068 §4, RFC 8725 §3: signature and header")
    class Signature {

        private final TestIssuer strangersKeys = TestIssuer.start(clock);

        @AfterEach
        void closeStrangersKeys() {
            strangersKeys.close();
        }

        @Test
        void refusesAChangedClaim() {
            String[] parts = issuer.token().split("\\.");
            String forged = parts[0] + "."
                    + HandMadeKey.base64(issuer.claims().with("sub", "eve").toString()) + "." + parts[2];

            assertInvalid(bearing(forged), "signature");
        }

        @Test
        void refusesAnotherKeyWithTheSameName() {
            String forged = new HandMadeKey().sign(header(issuer.key().id()), issuer.claims());

            assertInvalid(bearing(forged), "signature");
        }

        @Test
        void refusesAKeyThatTheIssuerDoesNotHave() {
            String forged = new HandMadeKey().sign(header("../../etc/passwd' OR 1=1"), issuer.claims());

            assertInvalid(bearing(forged), "a key that the issuer does not have");
        }

        @Test
        void refusesAKeyThatTheTokenBrings() {
            HandMadeKey stranger = new HandMadeKey();
            JsonObject header = header("stranger").with("jwk", stranger.toPublicJwk("stranger"));

            assertInvalid(bearing(stranger.sign(header, issuer.claims())), "a key that the issuer does not have");
        }

        @Test
        void refusesAKeyThatTheTokenPointsTo() {
            HandMadeKey stranger = new HandMadeKey();
            JsonObject header =
                    header("stranger").with("jku", strangersKeys.issuer().resolve("/jwks.json"));
            strangersKeys.publish(stranger.toPublicJwk("stranger"));

            assertInvalid(bearing(stranger.sign(header, issuer.claims())), "a key that the issuer does not have");
            assertThat(strangersKeys.jwksFetches()).isZero();
        }

        @Test
        void refusesAnUnsignedToken() {
            String header = HandMadeKey.base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");

            assertInvalid(
                    bearing(header + "." + HandMadeKey.base64(issuer.claims().toString()) + "."), "algorithm");
        }

        @Test
        void refusesThePublicKeyAsASharedSecret() throws GeneralSecurityException {
            String input = HandMadeKey.base64(JsonObject.empty()
                            .with("alg", "HS256")
                            .with("typ", "at+jwt")
                            .with("kid", issuer.key().id())
                            .toString())
                    + "." + HandMadeKey.base64(issuer.claims().toString());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    issuer.key().toPublicJwk().toString().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));

            assertInvalid(bearing(input + "." + HandMadeKey.base64(signature)), "algorithm");
        }

        @Test
        void refusesAnAlgorithmThatIsNotAllowed() {
            ResourceServer strict =
                    ResourceServer.of(issuer.issuer(), REPORTS, options.withAlgorithms(SigningAlgorithm.RS256));

            assertInvalid(strict.verify(Optional.of("Bearer " + issuer.token()), READ), "algorithm");
        }

        @Test
        void refusesACriticalHeaderThatItDoesNotKnow() {
            HandMadeKey key = new HandMadeKey();
            issuer.publish(key.toPublicJwk("k"));
            JsonObject header = header("k").with("crit", List.of("b64")).with("b64", false);

            assertInvalid(bearing(key.sign(header, issuer.claims())), "critical");
        }

        @Test
        void refusesWhatIsNoJwt() {
            assertInvalid(bearing("opaque"), "not a signed JWT");
        }
    }

    @Nested
    @DisplayName("RFC 9068 §4: the claims")
    class Claims {

        private void assertRefuses(JsonObject claims, String description) {
            assertInvalid(bearing(issuer.token(claims)), description);
        }

        @Test
        void refusesAnIdToken() {
            assertInvalid(bearing(issuer.key().sign("JWT", issuer.claims())), "not of the type at+jwt");
        }

        @Test
        void refusesATokenWithoutAType() {
            HandMadeKey key = new HandMadeKey();
            issuer.publish(key.toPublicJwk("k"));

            assertInvalid(bearing(key.sign(header("k").without("typ"), issuer.claims())), "not of the type at+jwt");
        }

        @Test
        void refusesAnotherIssuer() {
            assertRefuses(issuer.claims().with("iss", issuer.issuer() + "/"), "another issuer");
        }

        @Test
        void refusesATokenWithoutAnIssuer() {
            assertRefuses(issuer.claims().without("iss"), "another issuer");
        }

        @Test
        void refusesATokenForAnotherApi() {
            assertRefuses(issuer.claims().with("aud", "https://api.example.com/other"), "another API");
        }

        @Test
        void refusesATokenWithoutAnAudience() {
            assertRefuses(issuer.claims().without("aud"), "another API");
        }

        @Test
        void refusesATokenBoundToAKey() {
            assertRefuses(issuer.claims().with("cnf", JsonObject.empty().with("jkt", "x")), "bound to a key");
        }

        @Test
        void refusesATokenBoundByAMethodThatIsNotKnown() {
            assertRefuses(issuer.claims().with("cnf", JsonObject.empty().with("kid", "x")), "not known here");
        }

        @Test
        void refusesATokenWithoutAnEnd() {
            assertRefuses(issuer.claims().without("exp"), "no exp");
        }

        @Test
        void refusesAnExpiredToken() {
            String token = issuer.token();
            clock.advance(Duration.ofMinutes(11));

            assertInvalid(bearing(token), "expired");
        }

        @Test
        void allowsForAClockThatIsAMinuteOff() {
            String token = issuer.token();
            clock.advance(Duration.ofSeconds(659));

            assertThat(bearing(token)).isInstanceOf(Accepted.class);
        }

        @Test
        void refusesATokenOfTheFuture() {
            assertRefuses(issuer.claims().with("iat", clock.instant().getEpochSecond() + 61), "in the future");
        }

        @Test
        void refusesATokenThatIsNotValidYet() {
            assertRefuses(issuer.claims().with("nbf", clock.instant().getEpochSecond() + 61), "not valid yet");
        }

        @Test
        void refusesATokenWithoutASubject() {
            assertRefuses(issuer.claims().without("sub"), "no sub");
        }

        @Test
        void refusesATokenWithoutAClient() {
            assertRefuses(issuer.claims().without("client_id").with("azp", "demo-web"), "no client_id");
        }

        @Test
        void refusesAClaimOfTheWrongType() {
            assertRefuses(issuer.claims().with("exp", "tomorrow"), "exp must be a number");
        }

        @Test
        void refusesAMalformedScope() {
            assertRefuses(issuer.claims().with("scope", "read:\"reports\""), "scope value");
        }
    }

    @Nested
    @DisplayName("A named skip: tokens from before RFC 9068")
    class PlainJwt {

        private final ResourceServer lenient =
                ResourceServer.of(issuer.issuer(), REPORTS, options.withProfile(TokenProfile.PLAIN_JWT));

        @Test
        void mayHaveAnyTypeAndNameTheClientInAzp() {
            String token = issuer.key()
                    .sign("JWT", issuer.claims().without("client_id").with("azp", "demo-web"));

            assertThat(lenient.verify(Optional.of("Bearer " + token), READ)).isInstanceOf(Accepted.class);
        }

        @Test
        void areStillForThisApiAlone() {
            String token = issuer.key().sign("JWT", issuer.claims().with("aud", "demo-web"));

            assertInvalid(lenient.verify(Optional.of("Bearer " + token), READ), "another API");
        }
    }

    @Nested
    @DisplayName("RFC 6750 §2, §3: the request and the challenge")
    class Challenges {

        private final String metadata =
                "resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource/reports\"";

        @Test
        void namesNoErrorWhereThereIsNoToken() {
            Challenge challenge = challenge(api.verify(Optional.empty(), READ));

            assertThat(challenge.status()).isEqualTo(401);
            assertThat(challenge.header())
                    .startsWith(
                            "Bearer realm=\"https://api.example.com/reports\", scope=\"read:reports\", " + metadata);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic YTpi", "Bearers YTpi", "DPoPs YTpi", ""})
        void takesAnotherSchemeForNoToken(String header) {
            assertThat(challenge(api.verify(Optional.of(header), READ)).error()).isEmpty();
        }

        @Test
        void takesTheSchemeInAnyCase() {
            assertThat(api.verify(Optional.of("bEARER  " + issuer.token()), READ))
                    .isInstanceOf(Accepted.class);
        }

        @Test
        void namesTheScopeThatIsMissing() {
            Challenge challenge =
                    challenge(api.verify(Optional.of("Bearer " + issuer.token()), Scope.of("create:reports")));

            assertThat(challenge.status()).isEqualTo(403);
            assertThat(challenge.header())
                    .startsWith("Bearer realm=\"https://api.example.com/reports\", error=\"insufficient_scope\", "
                            + "error_description=\"the token does not grant create:reports\", "
                            + "scope=\"create:reports\", " + metadata);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer", "Bearer ", "Bearer =="})
        void refusesASchemeWithoutAToken(String header) {
            assertInvalidRequest(api.verify(Optional.of(header), READ));
        }

        @Test
        void refusesTwoWordsAsAToken() {
            assertInvalidRequest(api.verify(Optional.of("Bearer one two"), READ));
        }

        @Test
        void refusesATokenThatIsTooLong() {
            assertInvalidRequest(api.verify(Optional.of("Bearer " + "a".repeat(16_385)), READ));
        }

        @Test
        void refusesTwoHeaders() {
            String header = "Bearer " + issuer.token();

            assertInvalidRequest(api.verify(bearing(Optional.empty(), header, header), Requirement.of(READ)));
        }

        @Test
        void refusesATokenInTheAddress() {
            String header = "Bearer " + issuer.token();

            assertInvalidRequest(
                    api.verify(bearing(Optional.of("a=b&access%5Ftoken=x"), header), Requirement.of(READ)));
        }

        @Test
        void takesOtherParametersForWhatTheyAre() {
            ApiRequest request = bearing(Optional.of("q=access_token&%zz=1"), "Bearer " + issuer.token());

            assertThat(api.verify(request, Requirement.of(READ))).isInstanceOf(Accepted.class);
        }

        @Test
        void doesNotPrintTheToken() {
            assertThat(bearing(Optional.of("a=b"), "Bearer secret-token"))
                    .hasToString("ApiRequest[GET https://api.example.com/reports]");
        }

        private static ApiRequest bearing(Optional<String> query, String... authorization) {
            return new ApiRequest("GET", "https://api.example.com/reports", query, List.of(authorization), List.of());
        }

        private void assertInvalidRequest(Verdict verdict) {
            Challenge challenge = challenge(verdict);
            assertThat(challenge.error()).contains(ErrorCode.INVALID_REQUEST);
            assertThat(challenge.status()).isEqualTo(400);
        }

        @Test
        void quotesWhatItTells() {
            Challenge challenge = new Challenge(
                    REPORTS,
                    Optional.of(ErrorCode.INVALID_TOKEN),
                    "a \"b\" \\ c\r\nX-Evil: ü",
                    Requirement.of(),
                    Optional.empty(),
                    Challenge.Scheme.BEARER,
                    Optional.empty());

            assertThat(challenge.header())
                    .contains("error_description=\"a 'b' ' c??X-Evil: ?\",")
                    .doesNotContain("\n");
        }

        @Test
        void pointsToWhereTheMetadataReallyIs() {
            ResourceServer elsewhere = ResourceServer.of(
                    issuer.issuer(),
                    REPORTS,
                    options.withMetadataLocation(
                            URI.create("http://localhost:9002/.well-known/oauth-protected-resource")));

            assertThat(challenge(elsewhere.verify(Optional.empty(), READ)).header())
                    .contains("resource_metadata=\"http://localhost:9002/.well-known/oauth-protected-resource\",");
        }
    }
}
