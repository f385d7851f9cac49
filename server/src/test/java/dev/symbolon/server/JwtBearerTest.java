package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.AssertionIssuer.Naming;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.storage.Declarations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A personnel department vouches for people; a client brings what it has signed. */
@DisplayName("Assertions as grants (RFC 7523 §2.1)")
class JwtBearerTest {

    private static final String HR = "https://hr.example.com/";
    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256);
    private static final SigningKey OTHER_KEY = SigningKey.generate(SigningAlgorithm.ES256);
    private static final AssertionIssuer ISSUER = issuer(Naming.USERNAME, Set.of(), Set.of(), Optional.empty());

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();

    @BeforeEach
    void prepare() {
        provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                .withIntrospectionClients(client.id()));
        bringing(ISSUER);
        grant("ada", "read:reports");
    }

    private static AssertionIssuer issuer(
            Naming naming, Set<String> subjects, Set<Audience> audiences, Optional<Scope> permissions) {
        return new AssertionIssuer(
                HR,
                new ClientKeys.Registered(PublicKeys.of(JsonObject.of(Map.of("keys", List.of(KEY.toPublicJwk()))))),
                Set.of(SigningAlgorithm.ES256),
                naming,
                subjects,
                audiences,
                permissions,
                Duration.ofMinutes(5));
    }

    private void bringing(AssertionIssuer... issuers) {
        change(known -> known.flows().with(new ClientExchange(List.of(), Optional.empty(), List.of(issuers))));
    }

    private void change(java.util.function.Function<Client, dev.symbolon.server.client.ClientFlows> change) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        Client changed = new Client(
                known.id(),
                known.presentation(),
                known.credentials(),
                known.redirectUris(),
                known.logout(),
                change.apply(known),
                known.tokens(),
                known.apis());
        provider.storage().declare(Declarations.of(List.of(changed), List.of(), List.of()));
    }

    private void grant(String name, String scope) {
        Permissions permissions = new Permissions(
                Scope.of("openid"), Optional.of(new Audience(TestProvider.REPORTS)), Scope.parse(scope));
        provider.storage()
                .consents()
                .grant(
                        subject(name),
                        client.id(),
                        permissions,
                        Scope.empty(),
                        provider.clock().instant());
    }

    private static Subject subject(String name) {
        return new Subject("sub-" + name);
    }

    private JsonObject claims() {
        long now = provider.clock().instant().getEpochSecond();
        return JsonObject.empty()
                .with("iss", HR)
                .with("sub", "ada")
                .with("aud", TestProvider.ISSUER)
                .with("iat", now)
                .with("exp", now + 300)
                .with("jti", UUID.randomUUID());
    }

    private static String signed(JsonObject claims) {
        return KEY.sign("JWT", claims);
    }

    private static Parameters grant(String assertion) {
        return Parameters.none()
                .with("grant_type", GrantType.JWT_BEARER.value())
                .with("assertion", assertion);
    }

    private TestTokens bring(JsonObject claims) {
        return provider.token(client, grant(signed(claims)));
    }

    private TestTokens bring(String name, Object value) {
        return bring(claims().with(name, value));
    }

    private void isRefused(TestTokens answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }

    private boolean isActive(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        return JsonObject.parse(provider.post(
                                "/oauth/introspect",
                                Parameters.none().with("token", tokens.accessToken()),
                                client.authorization())
                        .body())
                .bool("active")
                .orElseThrow();
    }

    @Nested
    @DisplayName("The answer")
    class TheAnswer {

        @Test
        void isAnAccessTokenInTheNameOfThePerson() {
            TestTokens answer = bring(claims());

            JsonObject claims = provider.verified(answer.accessToken()).claims();
            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.string("client_id")).contains(client.id().value());
            assertThat(claims.string("aud")).contains(TestProvider.REPORTS);
            assertThat(claims.string("scope")).contains("read:reports");
        }

        @Test
        void saysNothingOfASignInThatWasNot() {
            TestTokens answer = bring(claims());

            assertThat(answer.json().names())
                    .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
            assertThat(provider.verified(answer.accessToken()).claims().names())
                    .doesNotContain("sid", "auth_time", "acr");
            assertThat(provider.userinfo(answer.accessToken()).status()).isEqualTo(403);
        }

        @Test
        void isToldToTheLog() {
            bring(claims());

            assertThat(provider.events())
                    .contains(new AuditEvent.TokensIssued(
                            Optional.of(subject("ada")), client.id(), GrantType.JWT_BEARER.value(), "read:reports"));
        }

        @Test
        void endsWithTheAccount() {
            TestTokens answer = bring(claims());
            assertThat(isActive(answer)).isTrue();

            provider.disable("ada");

            assertThat(isActive(answer)).isFalse();
        }

        @Test
        void endsWithTheConsent() {
            TestTokens answer = bring(claims());

            provider.storage()
                    .consents()
                    .withdraw(subject("ada"), client.id(), provider.clock().instant());

            assertThat(isActive(answer)).isFalse();
        }

        @Test
        void canBeRevoked() {
            TestTokens answer = bring(claims());

            provider.post(
                    "/oauth/revoke", Parameters.none().with("token", answer.accessToken()), client.authorization());

            assertThat(isActive(answer)).isFalse();
            assertThat(isActive(bring(claims()))).isTrue();
        }
    }

    @Nested
    @DisplayName("§3: an assertion")
    class AnAssertion {

        static Stream<Arguments> bent() {
            return Stream.of(
                    bent("another issuer", claims -> claims.with("iss", "https://evil.example/")),
                    bent("no issuer", claims -> claims.without("iss")),
                    bent("no person", claims -> claims.without("sub")),
                    bent("no audience", claims -> claims.without("aud")),
                    bent("another audience", claims -> claims.with("aud", "https://id.example.com")),
                    bent("a second audience", claims -> claims.with("aud", List.of(TestProvider.ISSUER, HR))),
                    bent(
                            "the address where clients push",
                            claims -> claims.with("aud", TestProvider.ISSUER.resolve("/oauth/par"))),
                    bent("no end", claims -> claims.without("exp")),
                    bent("an end that is over", claims -> claims.with("exp", seconds(claims, -60))),
                    bent("a far end", claims -> claims.with("exp", seconds(claims, 361))),
                    bent("a beginning that is to come", claims -> claims.with("nbf", seconds(claims, 61))),
                    bent("a future", claims -> claims.with("iat", seconds(claims, 61))),
                    bent("a long past", claims -> claims.with("iat", seconds(claims, -361))),
                    bent("no name", claims -> claims.without("jti")),
                    bent("an empty name", claims -> claims.with("jti", "")),
                    bent("an endless name", claims -> claims.with("jti", "x".repeat(1_001))),
                    bent("another type", claims -> claims.with("sub", 1)));
        }

        private static long seconds(JsonObject claims, long more) {
            return claims.number("iat").orElseThrow() + more;
        }

        private static Arguments bent(String name, UnaryOperator<JsonObject> bend) {
            return Arguments.of(name, bend);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bent")
        void isForThisProviderNowAndHasAName(String name, UnaryOperator<JsonObject> bend) {
            isRefused(bring(bend.apply(claims())), "invalid_grant");
        }

        @Test
        void mayNameTheTokenEndpoint() {
            assertThat(bring("aud", TestProvider.ISSUER.resolve("/oauth/token")).status())
                    .isEqualTo(200);
        }

        @Test
        void mayBeOfItsOwnType() {
            assertThat(provider.token(client, grant(KEY.sign("authorization-grant+jwt", claims())))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"at+jwt", "client-authentication+jwt", "logout+jwt", "oauth-authz-req+jwt"})
        void isNothingThatWasSignedForAnotherPurpose(String type) {
            isRefused(provider.token(client, grant(KEY.sign(type, claims()))), "invalid_grant");
        }

        @Test
        void isGoodOnce() {
            String assertion = signed(claims());
            provider.token(client, grant(assertion));

            isRefused(provider.token(client, grant(assertion)), "invalid_grant");
        }

        @Test
        void isGoodOnceHoweverManyTryAtTheSameTime() {
            String assertion = signed(claims());

            long good = IntStream.range(0, 20)
                    .parallel()
                    .filter(i -> provider.token(client, grant(assertion)).status() == 200)
                    .count();

            assertThat(good).isEqualTo(1);
        }

        @Test
        void isNotUsedUpByARequestThatFailsForAnotherReason() {
            String assertion = signed(claims());
            isRefused(provider.token(client, grant(assertion).with("scope", "delete:reports")), "invalid_scope");

            assertThat(provider.token(client, grant(assertion)).status()).isEqualTo(200);
        }

        @Test
        void isSignedByTheIssuer() {
            isRefused(provider.token(client, grant(OTHER_KEY.sign("JWT", claims()))), "invalid_grant");
            isRefused(provider.token(client, grant(TestClient.KEY.sign("JWT", claims()))), "invalid_grant");
        }

        @Test
        void isSignedByAnAlgorithmOfTheIssuer() {
            SigningKey rsa = SigningKey.generate(SigningAlgorithm.RS256);

            isRefused(provider.token(client, grant(rsa.sign("JWT", claims()))), "invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
        void isASignedJwt(String nonsense) {
            isRefused(provider.token(client, grant(nonsense)), "invalid_grant");
        }

        @Test
        void mustBeThere() {
            isRefused(provider.token(client, grant("x").without("assertion")), "invalid_request");
        }

        @Test
        void isVerifiedByKeysThatTheIssuerPublishes() {
            AssertionIssuer unreachable = new AssertionIssuer(
                    HR,
                    new ClientKeys.Published(URI.create("https://127.0.0.2/jwks")),
                    Set.of(SigningAlgorithm.ES256),
                    Naming.USERNAME,
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    Duration.ofMinutes(5));
            bringing(unreachable);

            isRefused(bring(claims()), "invalid_grant");
        }
    }

    @Nested
    @DisplayName("Who may vouch for whom")
    class WhoForWhom {

        @Test
        void isNobodyUnlessTheClientMayBringTheirWord() {
            bringing();

            isRefused(bring(claims()), "invalid_grant");
        }

        @Test
        void isByUsernameInAnyCase() {
            assertThat(bring("sub", "ADA").status()).isEqualTo(200);
            isRefused(bring("sub", "sub-ada"), "invalid_grant");
        }

        @Test
        void isBySubjectIfItIsSoDeclared() {
            bringing(issuer(Naming.SUBJECT, Set.of(), Set.of(), Optional.empty()));

            assertThat(bring("sub", "sub-ada").status()).isEqualTo(200);
            isRefused(bring("sub", "ada"), "invalid_grant");
        }

        @Test
        void isForTheSubjectsAloneThatAreNamed() {
            bringing(issuer(Naming.USERNAME, Set.of("ada"), Set.of(), Optional.empty()));
            grant("bob", "read:reports");

            assertThat(bring(claims()).status()).isEqualTo(200);
            isRefused(bring("sub", "bob"), "invalid_grant");
        }

        @Test
        void isForNobodyWhoseAccountIsDisabledAndTellsNotWhy() {
            provider.disable("ada");

            TestTokens disabled = bring(claims());
            TestTokens unknown = bring("sub", "nobody");

            isRefused(disabled, "invalid_grant");
            assertThat(disabled.json()).isEqualTo(unknown.json());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\u0000", "ada\u0000"})
        void isForNobodyWhoHasNoProperName(String name) {
            isRefused(bring("sub", name), "invalid_grant");
            isRefused(bring("sub", name + "x".repeat(10_000)), "invalid_grant");
        }

        @Test
        void isNotForPublicClientsNorForThoseWithoutTheGrantType() {
            TestClient phone = provider.register(TestClient::asPublic);
            TestClient other = provider.register(one -> one.withGrantTypes(GrantType.CLIENT_CREDENTIALS));

            isRefused(provider.token(phone, grant(signed(claims()))), "unauthorized_client");
            isRefused(provider.token(other, grant(signed(claims()))), "unauthorized_client");
        }
    }

    @Nested
    @DisplayName("What may be had")
    class What {

        @Test
        void isWhatThePersonHasGrantedTheClient() {
            isRefused(provider.token(client, grant(signed(claims())).with("scope", "create:reports")), "invalid_scope");

            TestTokens ofBob = bring("sub", "bob");
            isRefused(ofBob, "invalid_scope");
            assertThat(ofBob.json().requiredString("error_description"))
                    .contains("leave nothing of " + TestProvider.REPORTS);
        }

        @Test
        void isTheOperatorsToSayForClientsOfTheirOwn() {
            provider.declare(client.asFirstParty());
            bringing(ISSUER);

            assertThat(bring("sub", "bob").json().string("scope")).contains("read:reports create:reports");
        }

        @Test
        void isNothingAtAnApiWithoutPermissionsUnlessTheClientIsTheOperatorsOwn() {
            provider.declare(TestProvider.api(TestProvider.REPORTS));
            isRefused(bring(claims()), "invalid_scope");

            provider.declare(client.asFirstParty());
            bringing(ISSUER);

            assertThat(bring(claims()).status()).isEqualTo(200);
        }

        @Test
        void isNoMoreThanTheIssuerMayVouchFor() {
            grant("ada", "read:reports create:reports");
            bringing(issuer(Naming.USERNAME, Set.of(), Set.of(), Optional.of(Scope.of("create:reports"))));

            assertThat(bring(claims()).json().string("scope")).contains("create:reports");
            isRefused(provider.token(client, grant(signed(claims())).with("scope", "read:reports")), "invalid_scope");
        }

        @Test
        void isForTheApisThatTheIssuerMayVouchForAlone() {
            bringing(issuer(
                    Naming.USERNAME, Set.of(), Set.of(new Audience("https://api.example.com/mail")), Optional.empty()));

            isRefused(
                    provider.token(client, grant(signed(claims())).with("audience", TestProvider.REPORTS)),
                    "invalid_target");
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid", "offline_access", "profile", "read:reports openid"})
        void isNeverIdentity(String scope) {
            isRefused(provider.token(client, grant(signed(claims())).with("scope", scope)), "invalid_scope");
        }

        @Test
        void isNothingIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.JWT_BEARER)) {
                TestClient there = off.register();

                assertThat(off.get("/.well-known/openid-configuration", Map.of())
                                .body())
                        .doesNotContain("grant-type:jwt-bearer");
                assertThat(off.token(there, grant("x")).error()).isEqualTo("unsupported_grant_type");
            }
        }
    }
}
