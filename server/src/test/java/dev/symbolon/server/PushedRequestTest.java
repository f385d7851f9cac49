package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Pushed authorization requests (RFC 9126)")
class PushedRequestTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestBrowser browser = provider.browser();
    private final TestClient client = provider.register();

    private static TestClient with(TestClient client, boolean signed, boolean pushed) {
        return client.withFlows(client.flows().with(new ClientRequests(signed, pushed, Optional.empty(), Set.of())));
    }

    private HttpResponse push(TestClient sender, Parameters request) {
        return provider.post("/oauth/par", sender.authenticated(request), sender.authorization());
    }

    private String pushed(TestClient sender, Parameters request) {
        HttpResponse answer = push(sender, request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return JsonObject.parse(answer.body()).requiredString("request_uri");
    }

    private static Parameters reference(TestClient bringing, String requestUri) {
        return Parameters.none().with("client_id", bringing.id().value()).with("request_uri", requestUri);
    }

    private static String error(HttpResponse answer) {
        return JsonObject.parse(answer.body()).requiredString("error");
    }

    @Nested
    @DisplayName("§2.2, §4: the usual way")
    class UsualWay {

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void leadsToTheAnswerThatWasAskedFor(String responseType) {
            String requestUri = pushed(client, client.request(responseType));

            TestCallback callback = browser.authorize(reference(client, requestUri));

            assertThat(callback.address()).isEqualTo(client.redirectUri().value());
            assertThat(callback.all().one("state")).contains(TestClient.STATE.value());
            assertThat(provider.redeem(client, callback).status()).isEqualTo(200);
        }

        @Test
        void saysHowLongItIsGood() {
            HttpResponse answer = push(client, client.request("code"));

            assertThat(JsonObject.parse(answer.body()).number("expires_in")).contains(60L);
            assertThat(JsonObject.parse(answer.body()).requiredString("request_uri"))
                    .startsWith("urn:ietf:params:oauth:request_uri:");
            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
        }

        @Test
        void tellsTheBrowserNothingOfTheRequest() {
            assertThat(pushed(client, client.request("code")))
                    .doesNotContain(TestProvider.REPORTS)
                    .doesNotContain("reports");
        }

        @ParameterizedTest
        @EnumSource(
                value = ClientAuthenticationMethod.class,
                names = {"TLS_CLIENT_AUTH", "SELF_SIGNED_TLS_CLIENT_AUTH"},
                mode = EnumSource.Mode.EXCLUDE)
        void isOpenToClientsOfEveryAuthentication(ClientAuthenticationMethod method) {
            TestClient one = provider.register(usual -> usual.withMethod(method));

            String requestUri = pushed(one, one.request("code").without("client_id"));

            assertThat(browser.authorize(reference(one, requestUri)).code()).isNotEmpty();
        }

        @Test
        @DisplayName("Nothing is written for a request that nobody follows up")
        void writesNothing() {
            Map<String, Long> before = provider.rows();

            pushed(client, client.request("code"));

            assertThat(provider.rows()).isEqualTo(before);
        }

        @Test
        void doesNotMindWhatTheBrowserAdds() {
            String requestUri = pushed(client, client.request("code"));

            TestCallback callback = browser.authorize(reference(client, requestUri)
                    .with("redirect_uri", "https://evil.example/")
                    .with("state", "another"));

            assertThat(callback.all().one("state")).contains(TestClient.STATE.value());
        }
    }

    @Nested
    @DisplayName("§2.3: what is refused when it is pushed")
    class RefusedAtOnce {

        @Test
        void isARequestOfNobody() {
            HttpResponse answer = provider.post("/oauth/par", client.request("code"), Map.of());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(error(answer)).isEqualTo("invalid_client");
        }

        @Test
        void isARedirectUriThatIsNotRegistered() {
            Parameters request =
                    client.request("code").without("redirect_uri").with("redirect_uri", "https://evil.example/");

            assertThat(error(push(client, request))).isEqualTo("invalid_request");
        }

        @Test
        void isWhatTheAuthorizationEndpointWouldRefuse() {
            TestClient narrow = provider.register(one -> one.withResponseTypes("code"));

            assertThat(error(push(narrow, narrow.request("code token")))).isEqualTo("unauthorized_client");
            assertThat(error(push(client, client.request("code").without("response_type"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        @DisplayName("§2.1: a request_uri")
        void isAReferenceToAnother() {
            assertThat(error(push(client, client.request("code").with("request_uri", "urn:x"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void isAParameterThatIsRepeated() {
            assertThat(error(push(client, client.request("code").with("state", "two"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void isAGet() {
            assertThat(provider.get("/oauth/par?" + client.request("code").encoded(), client.authorization())
                            .status())
                    .isEqualTo(405);
        }

        @Test
        void isARequestThatIsTooLong() {
            assertThat(error(push(client, client.request("code").with("login_hint", "x".repeat(6_000)))))
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§4, §7: what is refused when a browser brings it")
    class RefusedLater {

        private String refusal(TestClient bringing, String requestUri) {
            return browser.authorize(reference(bringing, requestUri)
                            .with("redirect_uri", bringing.redirectUri().value()))
                    .error();
        }

        @Test
        void isTheRequestOfAnotherClient() {
            String requestUri = pushed(client, client.request("code"));
            TestClient other = provider.register();

            assertThat(refusal(other, requestUri)).isEqualTo("invalid_request_uri");
        }

        @Test
        void isWhatHasExpired() {
            String requestUri = pushed(client, client.request("code"));
            provider.clock().advance(Duration.ofSeconds(60));

            assertThat(refusal(client, requestUri)).isEqualTo("invalid_request_uri");
        }

        @Test
        void isWhatWeHaveNotMade() {
            String requestUri = pushed(client, client.request("code"));

            assertThat(refusal(client, "urn:ietf:params:oauth:request_uri:x")).isEqualTo("invalid_request_uri");
            assertThat(refusal(client, requestUri.substring(0, requestUri.length() - 1)))
                    .isEqualTo("invalid_request_uri");
        }

        @Test
        void isWhatTheClientMayDoNoMore() {
            String requestUri = pushed(client, client.request("code token"));
            provider.declare(client.withResponseTypes("code"));

            assertThat(browser.authorize(reference(client, requestUri)).error()).isEqualTo("unauthorized_client");
        }
    }

    @Nested
    @DisplayName("§6: require_pushed_authorization_requests")
    class MustBePushed {

        private final TestClient careful = provider.register(one -> with(one, false, true));

        @Test
        void refusesWhatTheBrowserBringsItself() {
            assertThat(browser.authorize(careful.request("code")).error()).isEqualTo("invalid_request");
        }

        @Test
        void refusesWhatIsSignedButNotPushed() {
            JsonObject claims = JsonObject.empty();
            Parameters request = careful.request("code");
            for (String name : request.names()) {
                claims = claims.with(name, request.required(name));
            }
            Parameters carrying = Parameters.none()
                    .with("client_id", careful.id().value())
                    .with("request", TestClient.KEY.sign("JWT", claims));

            assertThat(browser.authorize(carrying).error()).isEqualTo("invalid_request");
        }

        @Test
        void takesWhatIsPushed() {
            String requestUri = pushed(careful, careful.request("code"));

            assertThat(browser.authorize(reference(careful, requestUri)).code()).isNotEmpty();
        }
    }

    @Nested
    @DisplayName("§3: request objects")
    class RequestObjects {

        private Parameters signed(TestClient signing) {
            JsonObject claims = JsonObject.empty().with("iss", signing.id()).with("aud", TestProvider.ISSUER);
            Parameters request = signing.request("code id_token");
            for (String name : request.names()) {
                claims = claims.with(name, request.required(name));
            }
            return Parameters.none()
                    .with("client_id", signing.id().value())
                    .with("request", TestClient.KEY.sign("oauth-authz-req+jwt", claims));
        }

        @Test
        void mayBePushed() {
            String requestUri = pushed(client, signed(client));

            assertThat(browser.authorize(reference(client, requestUri)).code()).isNotEmpty();
        }

        @Test
        void mustBePushedIfTheClientMustSign() {
            TestClient careful = provider.register(one -> with(one, true, true));

            assertThat(error(push(careful, careful.request("code")))).isEqualTo("invalid_request");
            assertThat(push(careful, signed(careful)).status()).isEqualTo(201);
        }

        @Test
        void ofOtherClientsAreRefused() {
            Parameters another = signed(provider.register())
                    .without("client_id")
                    .with("client_id", client.id().value());

            assertThat(error(push(client, another))).isEqualTo("invalid_request_object");
        }
    }

    @Nested
    @DisplayName("§5: discovery")
    class Discovery {

        @Test
        void namesTheEndpoint() {
            JsonObject metadata = JsonObject.parse(
                    provider.get("/.well-known/openid-configuration", Map.of()).body());

            assertThat(metadata.string("pushed_authorization_request_endpoint"))
                    .contains(TestProvider.ISSUER + "/oauth/par");
        }

        @Test
        void doesNotIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.PUSHED_AUTHORIZATION_REQUESTS)) {
                JsonObject metadata = JsonObject.parse(without.get("/.well-known/openid-configuration", Map.of())
                        .body());

                assertThat(metadata.has("pushed_authorization_request_endpoint"))
                        .isFalse();
                assertThat(without.post("/oauth/par", Parameters.none(), Map.of())
                                .status())
                        .isEqualTo(404);
            }
        }
    }
}
