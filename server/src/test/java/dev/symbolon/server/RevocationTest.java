package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Token revocation (RFC 7009)")
class RevocationTest {

    private static final Parameters CLIENT_CREDENTIALS = Parameters.none().with("grant_type", "client_credentials");

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private HttpResponse send(TestClient sender, Parameters form) {
        return provider.post("/oauth/revoke", sender.authenticated(form), sender.authorization());
    }

    private HttpResponse revoke(TestClient sender, String token) {
        return send(sender, Parameters.none().with("token", token));
    }

    private void isRefused(TestTokens answer) {
        assertThat(answer.error()).isEqualTo("invalid_grant");
    }

    private void isOver(String accessToken) {
        assertThat(provider.userinfo(accessToken).status()).isEqualTo(401);
    }

    private void isGood(String accessToken) {
        assertThat(provider.userinfo(accessToken).status()).isEqualTo(200);
    }

    @Nested
    @DisplayName("RFC 7009 §2.1: what is ended")
    class WhatIsEnded {

        private final TestCallback callback = browser.authorize(client.offlineRequest("code id_token token"));
        private final TestTokens tokens = provider.redeem(client, callback);

        @ParameterizedTest
        @ValueSource(strings = {"refresh_token", "access_token"})
        void isTheWholeAuthorizationWhicheverTokenIsRevoked(String which) {
            HttpResponse answer = revoke(client, tokens.json().requiredString(which));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
            isOver(tokens.accessToken());
            isOver(callback.accessToken());
            isRefused(provider.token(client, client.refreshGrant(tokens.refreshToken())));
        }

        @Test
        void isTheWholeAuthorizationByATokenOfTheFrontChannelToo() {
            revoke(client, callback.accessToken());

            isOver(tokens.accessToken());
            isRefused(provider.token(client, client.refreshGrant(tokens.refreshToken())));
        }

        @Test
        void isTheWholeAuthorizationByARefreshTokenThatHasASuccessor() {
            TestTokens next = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            revoke(client, tokens.refreshToken());

            isOver(next.accessToken());
            isRefused(provider.token(client, client.refreshGrant(next.refreshToken())));
        }

        @Test
        void isNotWhatAnotherSignInHasYielded() {
            TestTokens other = provider.redeem(client, browser.authorize(client.offlineRequest("code")));

            revoke(client, tokens.refreshToken());

            isGood(other.accessToken());
        }

        @Test
        void isToldToTheLog() {
            revoke(client, tokens.refreshToken());

            assertThat(provider.events())
                    .filteredOn(AuditEvent.TokenRevoked.class::isInstance)
                    .singleElement()
                    .extracting(event -> ((AuditEvent.TokenRevoked) event).token())
                    .isEqualTo("refresh_token");
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "refresh_token", "nonsense"})
        void isTheSameWhateverTheHint(String hint) {
            send(client, Parameters.none().with("token", tokens.refreshToken()).with("token_type_hint", hint));

            isOver(tokens.accessToken());
        }
    }

    @Test
    void letsNoCodeBeginWhatIsRevoked() {
        TestCallback callback = browser.authorize(client.request("code token"));

        revoke(client, callback.accessToken());
        provider.storage().sweep(provider.clock().instant(), 100);

        isOver(callback.accessToken());
        isRefused(provider.redeem(client, callback));
    }

    @Test
    void staysInForceUntilTheTokenWouldHaveExpired() {
        String token = provider.token(client, CLIENT_CREDENTIALS).accessToken();
        provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                .withIntrospectionClients(client.id()));
        Function<String, HttpResponse> introspect = presented ->
                provider.post("/oauth/introspect", Parameters.none().with("token", presented), client.authorization());
        assertThat(introspect.apply(token).body()).contains("\"active\":true");

        revoke(client, token);
        provider.clock().advance(Duration.ofMinutes(59));
        provider.storage().sweep(provider.clock().instant(), 100);

        assertThat(introspect.apply(token).body()).contains("\"active\":false");
    }

    @Nested
    @DisplayName("RFC 7009 §2.2: what is passed over")
    class PassedOver {

        private void isPassedOver(TestClient sender, String token) {
            HttpResponse answer = revoke(sender, token);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(provider.events()).noneMatch(AuditEvent.TokenRevoked.class::isInstance);
        }

        @Test
        void isATokenOfAnotherClient() {
            TestCallback callback = browser.authorize(client.offlineRequest("code token"));
            TestTokens tokens = provider.redeem(client, callback);
            TestClient thief = provider.register();

            isPassedOver(thief, tokens.refreshToken());
            isPassedOver(thief, tokens.accessToken());
            isPassedOver(thief, callback.accessToken());

            isGood(tokens.accessToken());
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.e30", "ü", "AQAAAAE", "null"})
        void isNonsense(String token) {
            isPassedOver(client, token);
        }

        @Test
        void isATokenThatHasExpired() {
            TestCallback callback = browser.authorize(client.request("code token"));
            provider.clock().advance(Duration.ofMinutes(10));

            isPassedOver(client, callback.accessToken());
        }

        @Test
        void isACode() {
            TestCallback callback = browser.authorize(client.request("code"));

            isPassedOver(client, callback.code());

            assertThat(provider.redeem(client, callback).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("RFC 7009 §2.2.1: errors")
    class Errors {

        @Test
        void saysThatAnIdTokenCannotBeRevoked() {
            HttpResponse answer =
                    revoke(client, browser.authorize(client.request("id_token")).idToken());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(JsonObject.parse(answer.body()).string("error")).contains("unsupported_token_type");
        }

        @Test
        void needsATokenOnce() {
            assertThat(send(client, Parameters.none()).status()).isEqualTo(400);
            assertThat(send(client, Parameters.none().with("token", "x").with("token", "y"))
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void refusesAWrongSecret() {
            HttpResponse answer = provider.post(
                    "/oauth/revoke",
                    Parameters.none()
                            .with("token", "x")
                            .with("client_id", client.id().value())
                            .with("client_secret", "wrong"),
                    Map.of());

            assertThat(answer.status()).isEqualTo(401);
        }

        @Test
        void refusesToSayDoneIfTheDatabaseDoesNotAnswer() {
            ObservedStorage.Observer broken = new ObservedStorage.Observer() {
                @Override
                public void reads(String verb) {}

                @Override
                public void writes(String verb) {
                    if (verb.equals("authorizations.end")) {
                        throw new StorageUnavailableException("the disk is full");
                    }
                }
            };
            try (TestProvider failing = TestProvider.on(real -> new ObservedStorage(real, broken), "ada")) {
                TestClient web = failing.register();
                String token = failing.token(web, CLIENT_CREDENTIALS).accessToken();

                HttpResponse answer =
                        failing.post("/oauth/revoke", Parameters.none().with("token", token), web.authorization());

                assertThat(answer.status()).isEqualTo(503);
            }
        }
    }

    @Nested
    @DisplayName("RFC 7009 §2.1, §2.3: who may ask, and from where")
    class WhoMayAsk {

        @ParameterizedTest
        @EnumSource(
                value = ClientAuthenticationMethod.class,
                names = {"TLS_CLIENT_AUTH", "SELF_SIGNED_TLS_CLIENT_AUTH"},
                mode = EnumSource.Mode.EXCLUDE)
        void isEveryClientByItsMethod(ClientAuthenticationMethod method) {
            TestClient sender = provider.register(one -> one.withMethod(method));
            TestTokens tokens = provider.redeem(sender, browser.authorize(sender.offlineRequest("code")));

            assertThat(revoke(sender, tokens.refreshToken()).status()).isEqualTo(200);

            isOver(tokens.accessToken());
        }

        @Test
        void isAScriptOfAnyOrigin() {
            HttpResponse preflight = provider.send(new HttpRequest(
                    "OPTIONS",
                    "/oauth/revoke",
                    "",
                    Headers.none().set("Origin", "https://spa.example.net"),
                    "",
                    "192.0.2.1"));

            assertThat(preflight.status()).isEqualTo(204);
            assertThat(revoke(client, "x").headers().first("Access-Control-Allow-Origin"))
                    .contains("*");
        }

        @Test
        void isNobodyByGet() {
            assertThat(provider.get("/oauth/revoke?token=x", client.authorization())
                            .status())
                    .isEqualTo(405);
        }
    }

    @Nested
    @DisplayName("RFC 8414 §2: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesTheEndpointAndHowClientsAuthenticate() {
            assertThat(metadata(provider).string("revocation_endpoint"))
                    .contains(TestProvider.ISSUER.resolve("/oauth/revoke").toString());
            assertThat(metadata(provider).strings("revocation_endpoint_auth_methods_supported"))
                    .contains("client_secret_basic", "client_secret_post", "none");
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.REVOCATION)) {
                assertThat(metadata(off).names()).noneMatch(name -> name.startsWith("revocation_"));
                assertThat(off.post("/oauth/revoke", Parameters.none(), Map.of())
                                .status())
                        .isEqualTo(404);
            }
        }
    }
}
