package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.configuration.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JWT Secured Authorization Response Mode (JARM)")
class JarmTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private TestCallback authorize(TestClient by, String responseType, String mode) {
        return browser.authorize(by.request(responseType).with("response_mode", mode));
    }

    /** The only thing that came, by the way that it came. */
    private static String onlyResponse(Parameters channel) {
        assertThat(channel.names()).containsExactly("response");
        return channel.required("response");
    }

    private JsonObject claims(Parameters channel) {
        return provider.verified(onlyResponse(channel)).claims();
    }

    @Nested
    @DisplayName("§2.1: the JWT")
    class TheJwt {

        @Test
        void holdsIssuerAudienceExpiryAndTheParametersOfACode() {
            JsonObject claims = claims(authorize(client, "code", "jwt").query());

            assertThat(claims.names()).containsExactlyInAnyOrder("iss", "aud", "exp", "code", "state", "session_state");
            assertThat(claims.requiredString("iss")).isEqualTo(TestProvider.ISSUER.value());
            assertThat(claims.requiredString("aud")).isEqualTo(client.id().value());
            assertThat(claims.requiredString("state")).isEqualTo(TestClient.STATE.value());
        }

        @Test
        void endsFiveMinutesAfterItWasMade() {
            JsonObject claims = claims(authorize(client, "code", "jwt").query());

            assertThat(claims.number("exp"))
                    .contains(provider.clock()
                            .instant()
                            .plus(Duration.ofMinutes(5))
                            .getEpochSecond());
        }

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code token", "code id_token token", "id_token token"})
        void holdsEverythingOfAHybridAnswer(String responseType) {
            JsonObject plain =
                    parameters(authorize(client, responseType, "fragment").fragment());

            JsonObject claims =
                    claims(authorize(client, responseType, "fragment.jwt").fragment());

            assertThat(claims.without("aud").without("exp").names()).isEqualTo(plain.names());
        }

        private JsonObject parameters(Parameters parameters) {
            JsonObject json = JsonObject.empty();
            for (String name : parameters.names()) {
                json = json.with(name, parameters.required(name));
            }
            return json;
        }

        @Test
        void hasACodeThatIsGood() {
            JsonObject claims =
                    claims(authorize(client, "code id_token", "form_post.jwt").form());

            assertThat(provider.token(client, client.codeGrant(claims.requiredString("code")))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isNoIdTokenToHintWith() {
            String response = onlyResponse(authorize(client, "code", "jwt").query());

            TestCallback callback = browser.authorize(client.request("code").with("id_token_hint", response));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @Test
        void isNoAccessToken() {
            String response = onlyResponse(authorize(client, "code", "jwt").query());

            assertThat(provider.userinfo(response).status()).isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("§2.1: errors")
    class Errors {

        @Test
        void areSignedToo() {
            JsonObject claims = claims(browser.authorize(
                            client.request("code").with("response_mode", "jwt").with("max_age", "soon"))
                    .query());

            assertThat(claims.names())
                    .containsExactlyInAnyOrder("iss", "aud", "exp", "error", "error_description", "state");
            assertThat(claims.requiredString("error")).isEqualTo("invalid_request");
        }

        @Test
        void goByTheFragmentWhereTokensWouldHave() {
            TestCallback callback = browser.authorize(
                    client.request("code id_token").without("nonce").with("response_mode", "jwt"));

            assertThat(claims(callback.fragment()).requiredString("error")).isEqualTo("invalid_request");
            assertThat(callback.query().isEmpty()).isTrue();
        }

        @Test
        void areSignedWhenThePersonSaysNo() {
            Stop login = browser.ask(client.request("code id_token").with("response_mode", "form_post.jwt"));
            Stop consent = browser.logIn(browser.page(login));

            TestCallback callback = browser.callback(browser.consent(browser.page(consent), "deny"));

            assertThat(claims(callback.form()).requiredString("error")).isEqualTo("access_denied");
        }
    }

    @Nested
    @DisplayName("§2.3: the response modes")
    class Modes {

        @ParameterizedTest
        @CsvSource({
            "code, query.jwt, query",
            "code, fragment.jwt, fragment",
            "code, form_post.jwt, form",
            "code, jwt, query",
            "code id_token, fragment.jwt, fragment",
            "code id_token, form_post.jwt, form",
            "code id_token, jwt, fragment",
            "code token, jwt, fragment",
            "id_token, jwt, fragment"
        })
        void leadByTheirWayAndNoOther(String responseType, String mode, String channel) {
            TestCallback callback = authorize(client, responseType, mode);

            Map<String, Parameters> channels =
                    Map.of("query", callback.query(), "fragment", callback.fragment(), "form", callback.form());
            channels.forEach((name, parameters) ->
                    assertThat(parameters.isEmpty()).as(name).isEqualTo(!name.equals(channel)));
            assertThat(claims(callback.all()).string("error")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"token", "id_token", "code id_token", "code token", "code id_token token"})
        void refuseTheQueryForTokensAndSaySoInTheFragment(String responseType) {
            TestCallback callback = authorize(client, responseType, "query.jwt");

            assertThat(callback.query().isEmpty()).isTrue();
            assertThat(claims(callback.fragment()).requiredString("error")).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"query.jwt", "fragment.jwt", "form_post.jwt", "jwt"})
        void leadNowhereButToARegisteredRedirectUri(String mode) {
            Parameters request = client.request("code")
                    .without("redirect_uri")
                    .with("redirect_uri", "https://evil.example/")
                    .with("response_mode", mode);

            Stop.Shown page = browser.page(browser.ask(request));

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.document().select("form")).isEmpty();
        }

        @Test
        void areKeptByNobody() {
            provider.register();
            Stop stop = browser.ask(
                    client.request("code").with("response_mode", "jwt").with("prompt", "none"));

            assertThat(stop)
                    .isInstanceOfSatisfying(
                            Stop.Returned.class,
                            returned -> assertThat(returned.response().headers().first("Cache-Control"))
                                    .contains("no-store"));
        }
    }

    @Nested
    @DisplayName("§3, §4: metadata")
    class Metadata {

        private static JsonObject of(TestProvider some) {
            return JsonObject.parse(
                    some.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @ParameterizedTest
        @CsvSource({"RS256", "ES256"})
        void chooseTheAlgorithm(SigningAlgorithm algorithm) {
            TestClient choosing = provider.register(
                    one -> one.withSigning(new ResponseSigning(SigningAlgorithm.RS256, Optional.empty(), algorithm)));

            VerifiedJwt jwt = provider.verified(
                    onlyResponse(authorize(choosing, "code", "jwt").query()));

            assertThat(jwt.algorithm()).isEqualTo(algorithm);
        }

        @Test
        void nameWhatIsServed() {
            assertThat(of(provider).strings("response_modes_supported"))
                    .contains("query.jwt", "fragment.jwt", "form_post.jwt", "jwt");
            assertThat(of(provider).strings("authorization_signing_alg_values_supported"))
                    .contains("RS256", "ES256")
                    .doesNotContain("none");
        }

        @Test
        void sayNothingIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.JARM)) {
                assertThat(of(without).strings("response_modes_supported"))
                        .isEqualTo(List.of("query", "fragment", "form_post", "query_fragment", "web_message"));
                assertThat(of(without).has("authorization_signing_alg_values_supported"))
                        .isFalse();
            }
        }

        @Test
        void refuseWhatIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.JARM)) {
                TestClient known = without.register();

                TestCallback callback = without.browser()
                        .authorize(known.request("code id_token").with("response_mode", "jwt"));

                assertThat(callback.fragment().required("error")).isEqualTo("invalid_request");
            }
        }
    }
}
