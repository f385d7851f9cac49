package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.token.IdTokens;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The claims parameter (OIDC Core §5.5)")
class ClaimsParameterTest {

    private static final String EMAIL_AT_USERINFO = "{\"userinfo\":{\"email\":null}}";
    private static final String EMAIL_IN_ID_TOKEN = "{\"id_token\":{\"email\":{\"essential\":true}}}";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private Parameters request(String claims) {
        return scoped("openid").with("claims", claims);
    }

    private Parameters scoped(String scope) {
        return client.request("code id_token token").without("scope").with("scope", scope);
    }

    private JsonObject userinfo(String accessToken) {
        return JsonObject.parse(provider.userinfo(accessToken).body());
    }

    private JsonObject claims(String idToken) {
        return provider.verified(idToken).claims();
    }

    @Nested
    @DisplayName("at userinfo")
    class AtUserinfo {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    EMAIL_AT_USERINFO,
                    "{\"userinfo\":{\"email\":{\"essential\":true}}}",
                    "{\"userinfo\":{\"email\":{\"value\":\"somebody@example.com\"},\"shoe_size\":null},\"other\":{}}"
                })
        void standsWhatIsAskedForByNameAlone(String claims) {
            TestCallback callback = browser.authorize(request(claims));

            assertThat(userinfo(callback.accessToken()).names()).containsExactlyInAnyOrder("sub", "email");
            assertThat(claims(callback.idToken()).has("email")).isFalse();
        }

        @Test
        void standsItForTheTokenOfTheTokenEndpointToo() {
            TestTokens tokens = provider.redeem(client, browser.authorize(request(EMAIL_AT_USERINFO)));

            assertThat(userinfo(tokens.accessToken()).has("email")).isTrue();
            assertThat(claims(tokens.idToken()).has("email")).isFalse();
        }

        @Test
        void standsItAfterARefresh() {
            TestTokens tokens = provider.redeem(
                    client, browser.authorize(scoped("openid offline_access").with("claims", EMAIL_AT_USERINFO)));

            TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            assertThat(userinfo(refreshed.accessToken()).has("email")).isTrue();
        }

        @Test
        void isNoScopeOnTheWire() {
            TestCallback callback = browser.authorize(request(EMAIL_AT_USERINFO));

            assertThat(callback.all().required("scope")).isEqualTo("openid");
            assertThat(claims(callback.accessToken()).string("scope")).contains("openid");
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid claim:email", "openid id_token:email"})
        void isNotHadByScope(String scope) {
            TestCallback callback = browser.authorize(scoped(scope));

            assertThat(userinfo(callback.accessToken()).has("email")).isFalse();
            assertThat(claims(callback.idToken()).has("email")).isFalse();
        }

        @Test
        void needsOpenid() {
            Parameters request = client.request("code token")
                    .without("scope")
                    .with("scope", "read:reports")
                    .with("claims", EMAIL_AT_USERINFO);

            Stop.Shown page = browser.page(browser.logIn(browser.page(browser.ask(request))));

            assertThat(page.text()).doesNotContain("email");
        }
    }

    @Nested
    @DisplayName("in the ID token")
    class InTheIdToken {

        @Test
        void standsWhatIsAskedForByNameAlone() {
            TestCallback callback = browser.authorize(request(EMAIL_IN_ID_TOKEN));

            assertThat(claims(callback.idToken()).string("email")).contains("ada@example.com");
            assertThat(claims(callback.idToken()).has("name")).isFalse();
            assertThat(claims(provider.redeem(client, callback).idToken()).string("email"))
                    .contains("ada@example.com");
        }

        @Test
        void standsItAlsoIfAScopeValueHasItAtUserinfo() {
            TestCallback callback = browser.authorize(scoped("openid email").with("claims", EMAIL_IN_ID_TOKEN));

            assertThat(claims(callback.idToken()).has("email")).isTrue();
            assertThat(claims(callback.idToken()).has("email_verified")).isFalse();
            assertThat(userinfo(callback.accessToken()).has("email_verified")).isTrue();
        }

        @Test
        void standsWhenThePersonSignedInAndHow() {
            JsonObject claims = claims(browser.authorize(
                            request("{\"id_token\":{\"auth_time\":{\"essential\":true},\"acr\":null,\"sub\":null}}"))
                    .idToken());

            assertThat(claims.has("auth_time")).isTrue();
            assertThat(claims.string("acr")).contains(IdTokens.ACR);
        }
    }

    @Nested
    @DisplayName("§5.5.1: values")
    class Values {

        @Test
        void ofSubAreAnsweredForThatPerson() {
            TestCallback callback = browser.authorize(request("{\"id_token\":{\"sub\":{\"value\":\"sub-ada\"}}}"));

            assertThat(claims(callback.idToken()).string("sub")).contains("sub-ada");
        }

        @ParameterizedTest
        @ValueSource(strings = {"id_token", "userinfo"})
        void ofSubAreNotAnsweredForAnother(String member) {
            browser.authorize(client.request("code"));

            TestCallback callback = browser.authorize(request("{\"" + member + "\":{\"sub\":{\"value\":\"sub-bob\"}}}")
                    .with("prompt", "none"));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @Test
        void ofSubYieldNothingIfAnotherSignsIn() {
            TestCallback callback = browser.authorize(request("{\"id_token\":{\"sub\":{\"values\":[\"sub-bob\"]}}}"));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @Test
        void ofSubMustNotContradictTheHint() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();

            TestCallback callback = browser.authorize(
                    request("{\"id_token\":{\"sub\":{\"value\":\"sub-bob\"}}}").with("id_token_hint", idToken));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @Test
        void ofAcrThatAreEssentialMustBeMet() {
            assertThat(browser.authorize(request("{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"gold\"]}}}"))
                            .error())
                    .isEqualTo("unmet_authentication_requirements");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"id_token\":{\"acr\":{\"values\":[\"gold\"]}}}",
                    "{\"id_token\":{\"acr\":{\"essential\":true}}}",
                    "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"gold\",\"" + IdTokens.ACR + "\"]}}}"
                })
        void ofAcrThatAreNotOrCanBeMetAreAnswered(String claims) {
            assertThat(claims(browser.authorize(request(claims)).idToken()).string("acr"))
                    .contains(IdTokens.ACR);
        }
    }

    @Nested
    @DisplayName("bad input")
    class BadInput {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "nonsense",
                    "[]",
                    "\"email\"",
                    "null",
                    "{\"userinfo\":[\"email\"]}",
                    "{\"userinfo\":{\"email\":true}}",
                    "{\"id_token\":{\"acr\":{\"values\":[1]}}}",
                    "{\"id_token\":{\"acr\":{\"essential\":\"yes\"}}}",
                    "{\"id_token\":{\"sub\":{\"value\":1}}}",
                    "{\"id_token\":{\"sub\":{\"values\":[\"a\",\"b\"]}}}",
                    "{\"id_token\":{},\"id_token\":{}}"
                })
        void isRefused(String claims) {
            assertThat(browser.authorize(request(claims)).error()).isEqualTo("invalid_request");
        }

        @Test
        void nestedTooDeepIsRefused() {
            String claims = "{\"userinfo\":".repeat(40) + "{}" + "}".repeat(40);

            assertThat(browser.authorize(request(claims)).error()).isEqualTo("invalid_request");
        }

        @Test
        void thatIsTooLongIsRefused() {
            String claims = "{\"userinfo\":{\"" + "x".repeat(6_000) + "\":null}}";

            assertThat(browser.authorize(request(claims)).error()).isEqualTo("invalid_request");
        }

        @Test
        void thatIsSentTwiceIsRefused() {
            assertThat(browser.authorize(request(EMAIL_AT_USERINFO).with("claims", EMAIL_AT_USERINFO))
                            .error())
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§5.5, §3.1.2.4: consent")
    class AskedFor {

        private Stop.Shown page(Parameters request) {
            Stop.Shown page = browser.page(browser.ask(request));
            return page.isFor("/login") ? browser.page(browser.logIn(page)) : page;
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {EMAIL_AT_USERINFO + "|claim:email", EMAIL_IN_ID_TOKEN + "|id_token:email"})
        void isSaidInWordsAndMayBeLeftOut(String claims, String value) {
            Stop.Shown page = page(request(claims));

            assertThat(page.text()).contains("See your email address");
            TestCallback callback = browser.callback(browser.consent(page, "allow", value));
            assertThat(userinfo(callback.accessToken()).has("email")).isFalse();
            assertThat(claims(callback.idToken()).has("email")).isFalse();
        }

        @Test
        void isRememberedAndAskedAgainForWhatIsNew() {
            browser.authorize(request(EMAIL_AT_USERINFO));

            browser.callback(browser.ask(request(EMAIL_AT_USERINFO)));
            Stop.Shown page = page(request("{\"userinfo\":{\"email\":null,\"birthdate\":null}}"));

            assertThat(page.text()).contains("See your date of birth").doesNotContain("email");
        }

        @Test
        void isNotHadWithoutAPage() {
            browser.authorize(client.request("code id_token token"));

            assertThat(browser.authorize(request(EMAIL_AT_USERINFO).with("prompt", "none"))
                            .error())
                    .isEqualTo("consent_required");
        }

        @Test
        void isSaidOnceWhereAScopeValueSaysItToo() {
            Stop.Shown page = page(scoped("openid email").with("claims", EMAIL_IN_ID_TOKEN));

            assertThat(page.document().select("input[name=leave_out]").eachAttr("value"))
                    .containsExactly("email");
        }

        @Test
        void isLeftOutWithTheScopeValueThatSaysIt() {
            Stop.Shown page = page(scoped("openid email").with("claims", EMAIL_IN_ID_TOKEN));

            TestCallback callback = browser.callback(browser.consent(page, "allow", "email"));

            assertThat(claims(callback.idToken()).has("email")).isFalse();
            assertThat(userinfo(callback.accessToken()).has("email")).isFalse();
        }

        @Test
        void standsAmongWhatCanBeWithdrawn() {
            browser.authorize(request(EMAIL_AT_USERINFO));

            assertThat(browser.page(browser.open("/account/consents")).text()).contains("See your email address");
        }

        @Test
        void isNotAskedOfWhoeverUsesAnApplicationOfTheProvidersOwn() {
            TestClient own = provider.register(TestClient::asFirstParty);

            Stop stop = browser.logIn(browser.page(browser.ask(own.request("code id_token token")
                    .without("scope")
                    .with("scope", "openid")
                    .with("claims", EMAIL_AT_USERINFO))));

            assertThat(userinfo(browser.callback(stop).accessToken()).has("email"))
                    .isTrue();
        }
    }

    @Nested
    @DisplayName("Discovery §3")
    class Metadata {

        private static JsonObject of(TestProvider some) {
            return JsonObject.parse(
                    some.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void saysThatItIsServed() {
            assertThat(of(provider).bool("claims_parameter_supported")).contains(true);
        }

        @Test
        void saysThatItIsSwitchedOffAndThenItIsPassedOver() {
            try (TestProvider without = TestProvider.without(Feature.CLAIMS_PARAMETER)) {
                TestClient known = without.register();

                TestCallback callback = without.browser()
                        .authorize(known.request("code id_token token").with("claims", EMAIL_IN_ID_TOKEN));

                assertThat(of(without).bool("claims_parameter_supported")).contains(false);
                assertThat(without.verified(callback.idToken()).claims().has("email"))
                        .isFalse();
            }
        }
    }
}
