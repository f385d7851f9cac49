package dev.symbolon.server;

import static dev.symbolon.server.ProfiledClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.storage.Declarations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What FAPI CIBA adds to CIBA and to FAPI 1.0 Advanced; the conformance suite's modules are in {@code end-to-end}. */
@DisplayName("FAPI CIBA")
class FapiCibaTest {

    private static final String PROFILE = "fapi-ciba";

    private static final String BOUND = "tokens: {tls-client-certificate-bound-access-tokens: true}";
    private static final Parameters PLAIN =
            Parameters.none().with("scope", "openid").with("login_hint", "ada").with("binding_message", "W4SCT");
    private static final TestIdentity OWN = TestIdentity.selfSigned(Wish.named("CN=bank"));
    private static final TestIdentity OTHER = TestIdentity.selfSigned(Wish.named("CN=other"));

    @AutoClose
    private final TestProvider provider = TestProvider.seeingCertificates(
            new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

    private final ProfiledClient client = declare();
    private final TestBrowser browser = provider.browser();

    /** Its key is for PS256, and the profile would fill in ES256. */
    private ProfiledClient declare(String... lines) {
        return ProfiledClient.declare(
                provider,
                PROFILE,
                Stream.concat(
                                Stream.of(BOUND, "backchannel-authentication-request-signing-alg: PS256"),
                                Stream.of(lines))
                        .toArray(String[]::new));
    }

    private static JsonObject claims(ProfiledClient of) {
        Parameters request = Parameters.none()
                .with("scope", "openid read:reports")
                .with("login_hint", "ada")
                .with("binding_message", "W4SCT");
        return of.claims(request).with("iat", of.now()).with("jti", UUID.randomUUID());
    }

    private static HttpResponse send(ProfiledClient of, String object) {
        return of.post("/bc-authorize", of.authenticated(Parameters.none().with("request", object)));
    }

    private HttpResponse ask(UnaryOperator<JsonObject> bend) {
        return send(client, client.signed(bend.apply(claims(client))));
    }

    private static String begin(ProfiledClient of, JsonObject claims) {
        HttpResponse answer = send(of, of.signed(claims));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonObject.parse(answer.body()).requiredString("auth_req_id");
    }

    private void decide(String decision) {
        Stop.Shown page = browser.page(browser.open("/account/requests"));
        Stop.Shown requests = page.isFor("/account/login")
                ? browser.page(browser.post(
                        "/account/login",
                        Parameters.none()
                                .with("interaction", page.field("interaction"))
                                .with("username", "ada")
                                .with("password", TestProvider.PASSWORD)))
                : page;
        assertThat(requests.text()).contains("W4SCT");
        browser.post(
                "/account/requests",
                Parameters.none().with("request", requests.field("request")).with("decision", decision));
    }

    private String allowed(ProfiledClient of) {
        String id = begin(of, claims(of));
        decide("allow");
        return id;
    }

    private TestTokens redeem(ProfiledClient of, String id, Optional<TestIdentity> shown) {
        Parameters form =
                Parameters.none().with("grant_type", GrantType.CIBA.value()).with("auth_req_id", id);
        Headers headers = Headers.none().set("Content-Type", "application/x-www-form-urlencoded");
        return TestTokens.of(send(
                new HttpRequest(
                        "POST",
                        "/oauth/token",
                        "",
                        headers,
                        of.authenticated(form).encoded(),
                        "192.0.2.1"),
                shown));
    }

    private TestTokens redeem(String id) {
        return redeem(client, id, Optional.of(OWN));
    }

    private int userinfo(String accessToken, TestIdentity shown) {
        Headers headers = Headers.none().set("Authorization", "Bearer " + accessToken);
        return send(new HttpRequest("GET", "/userinfo", "", headers, "", "192.0.2.1"), Optional.of(shown))
                .status();
    }

    private HttpResponse send(HttpRequest request, Optional<TestIdentity> shown) {
        return provider.send(
                shown.map(TestIdentity::shown).map(request::withCertificate).orElse(request));
    }

    @Test
    void leadsFromTheSignedRequestToUserinfo() {
        TestTokens tokens = redeem(allowed(client));
        VerifiedJwt idToken = provider.verified(tokens.idToken());

        assertThat(idToken.algorithm()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(idToken.claims().has("acr")).isTrue();
        assertThat(userinfo(tokens.accessToken(), OWN)).isEqualTo(200);
        assertThat(userinfo(tokens.accessToken(), OTHER)).isEqualTo(401);
    }

    @Test
    @DisplayName("§5.3: request_context")
    void passesOverWhatIsKnownOfTheDevice() {
        HttpResponse answer =
                ask(claims -> claims.with("request_context", JsonObject.empty().with("device", "terminal 7")));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Nested
    @DisplayName("§5.2.2-2: the binding message")
    class BindingMessages {

        @Test
        void mustBeThere() {
            assertThat(error(ask(claims -> claims.without("binding_message")))).isEqualTo("invalid_request");
        }

        @Test
        void mustBeThereWhateverElseIsAskedFor() {
            assertThat(error(ask(claims -> claims.without("binding_message").with("scope", "openid"))))
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§5.2.2-3, §7.8: a ping")
    class Pings {

        @Test
        void holdsTheNameOfTheRequestAndNothingOfIt() {
            ProfiledClient pinged = declare(
                    "backchannel-token-delivery-mode: ping",
                    "backchannel-client-notification-endpoint: https://app.example.net/decided");
            String id = begin(pinged, claims(pinged).with("client_notification_token", "8d67dc78-7faa-4d41"));
            decide("allow");
            List<JsonObject> heard = new ArrayList<>();

            provider.pingClients((uri, message, bearer) -> {
                heard.add(message);
                return 204;
            });

            assertThat(heard).containsExactly(JsonObject.empty().with("auth_req_id", id));
        }
    }

    @Nested
    @DisplayName("§5.2.2-6, §7.6: signed requests")
    class SignedRequests {

        @Test
        void areTheOnlyOnes() {
            assertThat(error(client.post("/bc-authorize", client.authenticated(PLAIN))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void areSignedByTheAlgorithmsOfTheProfile() {
            ProfiledClient other = declare();

            assertThat(send(other, other.signed(claims(other))).status()).isEqualTo(200);
            assertThat(error(send(other, other.signedByRs256("JWT", claims(other)))))
                    .isEqualTo("invalid_request");
            assertThat(error(send(other, ProfiledClient.unsigned(claims(other)))))
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§5.2.2-6, §7.6: whatever the registration of an older node says")
    class OldRegistrations {

        /** As if it had been written before the rules of the profile were there. */
        private void registered(Optional<SigningAlgorithm> algorithm) {
            Client known = provider.storage().clients().find(client.id()).orElseThrow();
            Client old = new Client(
                    known.id(),
                    known.presentation(),
                    known.credentials(),
                    known.redirectUris(),
                    known.logout(),
                    known.flows().with(new ClientBackchannel(Optional.empty(), algorithm)),
                    known.tokens(),
                    known.apis());
            provider.storage().declare(Declarations.of(List.of(old), List.of(), List.of()));
        }

        @Test
        void areNoReasonToTakeWhatIsNotSigned() {
            registered(Optional.empty());

            assertThat(error(client.post("/bc-authorize", client.authenticated(PLAIN))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void areNoReasonToTakeAnotherAlgorithm() {
            registered(Optional.of(SigningAlgorithm.RS256));

            assertThat(error(send(client, client.signedByRs256("JWT", claims(client)))))
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§5.2.2-9: times")
    class Times {

        @Test
        void coverAnHourAtMost() {
            long now = client.now();

            assertThat(ask(claims -> claims.with("exp", now + 3_600)).status()).isEqualTo(200);
            assertThat(error(ask(claims -> claims.with("exp", now + 4_200)))).isEqualTo("invalid_request");
            assertThat(error(ask(claims -> claims.with("nbf", now - 4_200)))).isEqualTo("invalid_request");
        }

        @Test
        void areThisMoment() {
            long now = client.now();

            assertThat(error(ask(claims -> claims.with("exp", now - 300)))).isEqualTo("invalid_request");
            assertThat(error(ask(claims -> claims.with("nbf", now + 600).with("exp", now + 900))))
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"aud", "iss", "exp", "iat", "nbf", "jti"})
        void areToldAndWhoseItIs(String claim) {
            assertThat(error(ask(claims -> claims.without(claim)))).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("FAPI 1.0 Advanced §5.2.2: tokens and clients")
    class TokensAndClients {

        @Test
        void areBound() {
            String id = allowed(client);

            assertThat(redeem(client, id, Optional.empty()).error()).isEqualTo("invalid_request");
            assertThat(redeem(declare(), id, Optional.of(OTHER)).error()).isEqualTo("invalid_grant");
        }

        @Test
        void areAuthenticated() {
            Parameters form = Parameters.none().with("request", client.signed(claims(client)));

            assertThat(error(client.post(
                            "/bc-authorize", form.with("client_id", client.id().value()))))
                    .isEqualTo("invalid_client");
            assertThat(error(client.post(
                            "/bc-authorize",
                            ProfiledClient.authenticated(form, client.signedByRs256("JWT", client.assertion())))))
                    .isEqualTo("invalid_client");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/oauth/token", "/bc-authorize"})
        @DisplayName("CIBA §7.1: whom an assertion is for")
        void areAuthenticatedForEveryNameOfTheProvider(String path) {
            String assertion = client.signed(client.assertion().with("aud", TestProvider.ISSUER.value() + path));
            Parameters form = Parameters.none().with("request", client.signed(claims(client)));

            assertThat(client.post("/bc-authorize", ProfiledClient.authenticated(form, assertion))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("CIBA §11: what a person has denied or never seen yields nothing")
    void yieldsNothingThatNobodyHasAllowed() {
        String denied = begin(client, claims(client));
        decide("deny");
        String unseen = begin(client, claims(client).with("requested_expiry", "30"));
        provider.clock().advance(Duration.ofSeconds(31));

        assertThat(redeem(denied).error()).isEqualTo("access_denied");
        assertThat(redeem(unseen).error()).isEqualTo("expired_token");
    }

    @Test
    @DisplayName("FAPI 1.0 Advanced, for clients that use the browser too")
    void keepsFapi1WhereTheBrowserTakesPart() {
        ProfiledClient both = declare("grant-types: [authorization_code, refresh_token, \"" + GrantType.CIBA + "\"]");

        assertThat(browser.authorize(both.request()).error()).isEqualTo("invalid_request");
    }
}
