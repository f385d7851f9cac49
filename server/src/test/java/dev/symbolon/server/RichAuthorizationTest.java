package dev.symbolon.server;

import static dev.symbolon.server.PayingClient.ACCOUNTS;
import static dev.symbolon.server.PayingClient.PAYMENT;
import static dev.symbolon.server.PayingClient.PAYMENTS;
import static dev.symbolon.server.PayingClient.array;
import static dev.symbolon.server.PayingClient.details;
import static dev.symbolon.server.PayingClient.payments;
import static dev.symbolon.server.PayingClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.configuration.Feature;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Rich authorization requests (RFC 9396)")
class RichAuthorizationTest {

    @AutoClose
    private final PayingClient paying = new PayingClient();

    private final TestProvider provider = paying.provider;
    private final TestClient client = paying.client;
    private final TestBrowser browser = paying.browser;

    @Nested
    @DisplayName("§7, §9: what is granted")
    class Granted {

        @Test
        void standsInTheAccessTokenAndTheAnswer() {
            TestTokens tokens = paying.tokens(paying.request("openid", PAYMENT, ACCOUNTS));

            assertThat(paying.granted(tokens)).isEqualTo(details(PAYMENT, ACCOUNTS));
            assertThat(AuthorizationDetails.in(tokens.json())).isEqualTo(details(PAYMENT, ACCOUNTS));
            assertThat(provider.verified(tokens.accessToken()).audience()).containsExactly(PAYMENTS);
        }

        @Test
        void needsNoScope() {
            TestTokens tokens = paying.tokens(paying.request("openid", PAYMENT).without("scope"));

            assertThat(paying.granted(tokens)).isEqualTo(details(PAYMENT));
            assertThat(tokens.json().string("scope")).contains("");
        }

        @Test
        void isNotForOtherApis() {
            Parameters request = paying.request("openid offline_access read:reports", PAYMENT)
                    .with("resource", TestProvider.REPORTS);
            TestTokens reports = paying.tokens(request);
            TestTokens payments = provider.token(
                    client, client.refreshGrant(reports.refreshToken()).with("resource", PAYMENTS));

            assertThat(provider.verified(reports.accessToken()).audience()).containsExactly(TestProvider.REPORTS);
            assertThat(paying.granted(reports).isEmpty()).isTrue();
            assertThat(reports.json().has("authorization_details")).isFalse();
            assertThat(paying.granted(payments)).isEqualTo(details(PAYMENT));
        }

        @ParameterizedTest
        @EnumSource(AccessTokenFormat.class)
        void isToldByIntrospection(AccessTokenFormat format) {
            provider.declare(payments().withIntrospectionClients(client.id()).withAccessTokenFormat(format));
            TestTokens tokens = paying.tokens(paying.request("openid", PAYMENT));

            JsonObject answer = introspected(tokens);

            assertThat(AuthorizationDetails.in(answer)).isEqualTo(details(PAYMENT));
        }

        @Test
        void isNoMoreThanTheClientMayStillHave() {
            provider.declare(payments().withIntrospectionClients(client.id()));
            TestTokens tokens = paying.tokens(paying.request("openid offline_access", PAYMENT, ACCOUNTS));
            paying.registerFor("accounts");

            TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            assertThat(paying.granted(refreshed)).isEqualTo(details(ACCOUNTS));
            assertThat(AuthorizationDetails.in(introspected(tokens))).isEqualTo(details(ACCOUNTS));
        }

        private JsonObject introspected(TestTokens tokens) {
            return JsonObject.parse(provider.post(
                            "/oauth/introspect",
                            Parameters.none().with("token", tokens.accessToken()),
                            client.authorization())
                    .body());
        }

        @Test
        void comesThroughTheBrowserToo() {
            TestCallback callback =
                    browser.authorize(with(paying.request("openid", PAYMENT), "response_type", "code token"));

            assertThat(AuthorizationDetails.in(
                            provider.verified(callback.accessToken()).claims()))
                    .isEqualTo(details(PAYMENT));
        }

        @Test
        void doesNotComeThroughTheBrowserIfTheClientsTokensAreLimitedThere() {
            TestClient limited = client.withFrontChannelScope("openid");
            provider.declare(limited);
            paying.registerFor("payment");

            TestCallback callback =
                    browser.authorize(with(paying.request("openid", PAYMENT), "response_type", "code token"));

            assertThat(provider.verified(callback.accessToken()).claims().has("authorization_details"))
                    .isFalse();
        }

        @Test
        void outlivesARefresh() {
            TestTokens tokens = paying.tokens(paying.request("openid offline_access", PAYMENT));

            assertThat(paying.granted(provider.token(client, client.refreshGrant(tokens.refreshToken()))))
                    .isEqualTo(details(PAYMENT));
        }
    }

    @Nested
    @DisplayName("§2, §11.1: other ways of asking")
    class OtherWays {

        @Test
        void arePushing() {
            JsonObject pushed = JsonObject.parse(
                    provider.post("/oauth/par", paying.request("openid", PAYMENT), client.authorization())
                            .body());
            Parameters request = Parameters.none()
                    .with("client_id", client.id().value())
                    .with("request_uri", pushed.requiredString("request_uri"));

            assertThat(paying.granted(paying.tokens(request))).isEqualTo(details(PAYMENT));
        }

        @Test
        void areSigning() {
            Parameters plain = paying.request("openid", PAYMENT);
            JsonObject claims = JsonObject.empty().with("aud", TestProvider.ISSUER);
            for (String name : plain.names()) {
                claims = name.equals("authorization_details")
                        ? claims.with(name, details(PAYMENT).json())
                        : claims.with(name, plain.required(name));
            }
            Parameters request = Parameters.none()
                    .with("client_id", client.id().value())
                    .with("request", TestClient.KEY.sign("oauth-authz-req+jwt", claims));

            assertThat(paying.granted(paying.tokens(request))).isEqualTo(details(PAYMENT));
        }

        @Test
        void areDevices() {
            TestTokens begun = TestTokens.of(provider.post(
                    "/oauth/device/code",
                    Parameters.none().with("scope", "openid").with("authorization_details", array(PAYMENT)),
                    client.authorization()));
            browser.authorize(client.request("code"));
            Stop.Shown page = browser.page(
                    browser.open("/device?user_code=" + begun.json().requiredString("user_code")));
            assertThat(page.text()).contains("Make a payment", "123.50");
            browser.post(
                    "/device/decision",
                    Parameters.none().with("device", page.field("device")).with("decision", "allow"));

            TestTokens tokens = provider.token(
                    client,
                    Parameters.none()
                            .with("grant_type", GrantType.DEVICE_CODE.value())
                            .with("device_code", begun.json().requiredString("device_code")));

            assertThat(paying.granted(tokens)).isEqualTo(details(PAYMENT));
        }
    }

    @Nested
    @DisplayName("§10: metadata, and the switch")
    class Metadata {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesTheTypesOfTheApis() {
            assertThat(metadata(provider).strings("authorization_details_types_supported"))
                    .containsExactly("accounts", "payment");
        }

        @Test
        void saysNothingAndKnowsNoTypeIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.RICH_AUTHORIZATION_REQUESTS)) {
                off.declare(payments());
                TestClient there = off.register();
                TestCallback callback =
                        off.browser().authorize(there.request("code").with("authorization_details", array(PAYMENT)));

                assertThat(metadata(off).names()).doesNotContain("authorization_details_types_supported");
                assertThat(callback.error()).isEqualTo("invalid_authorization_details");
            }
        }
    }
}
