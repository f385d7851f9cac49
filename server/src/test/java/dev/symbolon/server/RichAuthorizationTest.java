package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailMember.Kind;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.storage.Declarations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rich authorization requests (RFC 9396)")
class RichAuthorizationTest {

    private static final String PAYMENTS = "https://api.example.com/payments";
    private static final String PAYMENT = payment("123.50");
    private static final String OTHER_PAYMENT = payment("9999.00");
    private static final String ACCOUNTS = """
            {"type":"accounts","actions":["read_balances","list_transactions"],"identifier":"DE02"}""";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    @BeforeEach
    void declare() {
        provider.declare(payments());
        registerFor("payment", "accounts");
    }

    private static String payment(String amount) {
        return """
                {"type":"payment","instructedAmount":{"currency":"EUR","amount":"%s"},"creditorName":"Merchant A","urgent":true}""".formatted(amount);
    }

    private static Api payments() {
        return TestProvider.api(PAYMENTS, "pay").withDetailTypes(paymentType(), accountsType());
    }

    private static DetailType paymentType() {
        return new DetailType(
                "payment",
                new LocalizedText(Map.of("", "Make a payment", "de", "Eine Zahlung machen")),
                Map.of(),
                false,
                List.of(
                        member("creditorName", "To", Kind.TEXT, true),
                        new DetailMember(
                                "instructedAmount",
                                LocalizedText.of("Amount"),
                                Kind.OBJECT,
                                true,
                                List.of(),
                                List.of(
                                        member("amount", "Sum", Kind.TEXT, true),
                                        new DetailMember(
                                                "currency",
                                                LocalizedText.of("Currency"),
                                                Kind.TEXT,
                                                true,
                                                List.of("EUR", "CHF"),
                                                List.of()))),
                        member("urgent", "At once", Kind.BOOLEAN, false),
                        member("times", "How often", Kind.NUMBER, false),
                        member("notes", "Notes", Kind.TEXTS, false)));
    }

    private static DetailType accountsType() {
        return new DetailType(
                "accounts",
                LocalizedText.of("Look at your accounts"),
                Map.of(
                        "actions", List.of("read_balances", "list_transactions"),
                        "locations", List.of("https://bank.example/")),
                true,
                List.of());
    }

    private static DetailMember member(String name, String title, Kind kind, boolean required) {
        return new DetailMember(name, LocalizedText.of(title), kind, required, List.of(), List.of());
    }

    private void registerFor(String... types) {
        Client known = provider.storage().clients().find(client.id()).orElseThrow();
        Client changed = new Client(
                known.id(),
                known.presentation(),
                known.credentials(),
                known.redirectUris(),
                known.logout(),
                known.flows().with(new ClientRequests(false, false, Optional.empty(), Set.of(), Set.of(types))),
                known.tokens(),
                Map.of(
                        new Audience(TestProvider.REPORTS), Scope.of("read:reports", "create:reports"),
                        new Audience(PAYMENTS), Scope.of("pay")));
        provider.storage().declare(Declarations.of(List.of(changed), List.of(), List.of()));
    }

    private static String array(String... details) {
        return "[" + String.join(",", details) + "]";
    }

    private Parameters request(String scope, String... details) {
        return with(
                client.request("code").without("audience").without("scope").with("scope", scope),
                "authorization_details",
                array(details));
    }

    private static Parameters with(Parameters form, String name, String value) {
        return form.without(name).with(name, value);
    }

    private Stop.Shown consentPage(Parameters request) {
        Stop.Shown page = browser.page(browser.ask(request));
        Stop.Shown shown = page.isFor("/login") ? browser.page(browser.logIn(page)) : page;
        assertThat(shown.isFor("/consent")).as(shown.text()).isTrue();
        return shown;
    }

    private TestTokens tokens(Parameters request) {
        return provider.redeem(client, browser.authorize(request));
    }

    private AuthorizationDetails granted(TestTokens tokens) {
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        return AuthorizationDetails.in(provider.verified(tokens.accessToken()).claims());
    }

    private static AuthorizationDetails details(String... details) {
        return AuthorizationDetails.parse(array(details));
    }

    private String error(Parameters request) {
        return browser.callback(browser.ask(request)).error();
    }

    @Nested
    @DisplayName("§7, §9: what is granted")
    class Granted {

        @Test
        void standsInTheAccessTokenAndTheAnswer() {
            TestTokens tokens = tokens(request("openid", PAYMENT, ACCOUNTS));

            assertThat(granted(tokens)).isEqualTo(details(PAYMENT, ACCOUNTS));
            assertThat(AuthorizationDetails.in(tokens.json())).isEqualTo(details(PAYMENT, ACCOUNTS));
            assertThat(provider.verified(tokens.accessToken()).audience()).containsExactly(PAYMENTS);
        }

        @Test
        void needsNoScope() {
            TestTokens tokens = tokens(request("openid", PAYMENT).without("scope"));

            assertThat(granted(tokens)).isEqualTo(details(PAYMENT));
            assertThat(tokens.json().string("scope")).contains("");
        }

        @Test
        void isNotForOtherApis() {
            Parameters request =
                    request("openid offline_access read:reports", PAYMENT).with("resource", TestProvider.REPORTS);
            TestTokens reports = tokens(request);
            TestTokens payments = provider.token(
                    client, client.refreshGrant(reports.refreshToken()).with("resource", PAYMENTS));

            assertThat(provider.verified(reports.accessToken()).audience()).containsExactly(TestProvider.REPORTS);
            assertThat(granted(reports).isEmpty()).isTrue();
            assertThat(reports.json().has("authorization_details")).isFalse();
            assertThat(granted(payments)).isEqualTo(details(PAYMENT));
        }

        @ParameterizedTest
        @EnumSource(AccessTokenFormat.class)
        void isToldByIntrospection(AccessTokenFormat format) {
            provider.declare(payments().withIntrospectionClients(client.id()).withAccessTokenFormat(format));
            TestTokens tokens = tokens(request("openid", PAYMENT));

            JsonObject answer = introspected(tokens);

            assertThat(AuthorizationDetails.in(answer)).isEqualTo(details(PAYMENT));
        }

        @Test
        void isNoMoreThanTheClientMayStillHave() {
            provider.declare(payments().withIntrospectionClients(client.id()));
            TestTokens tokens = tokens(request("openid offline_access", PAYMENT, ACCOUNTS));
            registerFor("accounts");

            TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            assertThat(granted(refreshed)).isEqualTo(details(ACCOUNTS));
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
            TestCallback callback = browser.authorize(with(request("openid", PAYMENT), "response_type", "code token"));

            assertThat(AuthorizationDetails.in(
                            provider.verified(callback.accessToken()).claims()))
                    .isEqualTo(details(PAYMENT));
        }

        @Test
        void doesNotComeThroughTheBrowserIfTheClientsTokensAreLimitedThere() {
            TestClient limited = client.withFrontChannelScope("openid");
            provider.declare(limited);
            registerFor("payment");

            TestCallback callback = browser.authorize(with(request("openid", PAYMENT), "response_type", "code token"));

            assertThat(provider.verified(callback.accessToken()).claims().has("authorization_details"))
                    .isFalse();
        }

        @Test
        void outlivesARefresh() {
            TestTokens tokens = tokens(request("openid offline_access", PAYMENT));

            assertThat(granted(provider.token(client, client.refreshGrant(tokens.refreshToken()))))
                    .isEqualTo(details(PAYMENT));
        }
    }

    @Nested
    @DisplayName("§6: narrowing at the token endpoint")
    class Narrowing {

        private TestTokens redeem(String... details) {
            TestCallback callback = browser.authorize(request("openid offline_access", PAYMENT, ACCOUNTS));
            return provider.token(
                    client, client.codeGrant(callback.code()).with("authorization_details", array(details)));
        }

        @Test
        void yieldsWhatIsNamedAlone() {
            assertThat(granted(redeem(PAYMENT))).isEqualTo(details(PAYMENT));
        }

        @Test
        void mayNameFewerActions() {
            String fewer = """
                    {"type":"accounts","actions":["read_balances"],"identifier":"DE02"}""";

            assertThat(granted(redeem(fewer))).isEqualTo(details(fewer));
        }

        @Test
        void holdsForOneTokenAlone() {
            TestTokens first = redeem(PAYMENT);

            TestTokens second = provider.token(client, client.refreshGrant(first.refreshToken()));
            TestTokens third = provider.token(
                    client, client.refreshGrant(second.refreshToken()).with("authorization_details", array(ACCOUNTS)));

            assertThat(granted(second)).isEqualTo(details(PAYMENT, ACCOUNTS));
            assertThat(granted(third)).isEqualTo(details(ACCOUNTS));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"type\":\"accounts\",\"actions\":[\"read_balances\"],\"identifier\":\"DE03\"}",
                    "{\"type\":\"accounts\",\"actions\":[\"read_balances\"]}",
                    "{\"type\":\"accounts\",\"actions\":[],\"identifier\":\"DE02\"}",
                    "{\"type\":\"accounts\",\"actions\":[\"delete\"],\"identifier\":\"DE02\"}",
                    "{\"type\":\"accounts\",\"actions\":[1],\"identifier\":\"DE02\"}",
                    "{\"type\":\"accounts\",\"actions\":{},\"identifier\":\"DE02\"}",
                    "{\"type\":\"accounts\",\"actions\":\"read_balances\",\"identifier\":\"DE02\"}",
                    "{\"type\":\"other\"}",
                    "nonsense"
                })
        void neverYieldsMore(String more) {
            assertThat(redeem(more).error()).isEqualTo("invalid_authorization_details");
            assertThat(redeem(OTHER_PAYMENT).error()).isEqualTo("invalid_authorization_details");
        }

        @Test
        void isNothingThatAnotherClientCanDo() {
            TestCallback callback = browser.authorize(client.request("code"));

            TestTokens answer = provider.token(
                    client, client.codeGrant(callback.code()).with("authorization_details", array(PAYMENT)));

            assertThat(answer.error()).isEqualTo("invalid_authorization_details");
        }
    }

    @Nested
    @DisplayName("§5: what is refused")
    class Refused {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "nonsense",
                    "{}",
                    "[]",
                    "[1]",
                    "[{}]",
                    "[{\"type\":1}]",
                    "[{\"type\":\"\"}]",
                    "[{\"type\":\"unknown\"}]",
                    "[{\"type\":\"accounts\",\"type\":\"accounts\"}]",
                    "[{\"type\":\"accounts\",\"privileges\":[\"admin\"]}]",
                    "[{\"type\":\"accounts\",\"actions\":\"read_balances\"}]",
                    "[{\"type\":\"accounts\",\"actions\":[]}]",
                    "[{\"type\":\"accounts\",\"actions\":[\"read_balances\",\"read_balances\"]}]",
                    "[{\"type\":\"accounts\",\"actions\":[\"delete\"]}]",
                    "[{\"type\":\"accounts\",\"locations\":[\"https://evil.example/\"]}]",
                    "[{\"type\":\"accounts\",\"identifier\":{}}]",
                    "[{\"type\":\"accounts\",\"more\":1}]",
                    "[{\"type\":\"payment\"}]",
                    "[{\"type\":\"payment\",\"creditorName\":\"A\",\"instructedAmount\":\"5\"}]"
                })
        void isMalformedOrMoreThanItsTypeProvidesFor(String details) {
            Parameters request = with(request("openid", PAYMENT), "authorization_details", details);

            assertThat(error(request)).isEqualTo("invalid_authorization_details");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"currency\":\"USD\",\"amount\":\"1\"",
                    "\"currency\":\"EUR\"",
                    "\"currency\":\"EUR\",\"amount\":1",
                    "\"currency\":\"EUR\",\"amount\":\"1\",\"more\":\"x\"",
                    "\"currency\":\"EUR\",\"amount\":\"\"",
                    "\"currency\":\"EUR\",\"amount\":\" 1\"",
                    "\"currency\":\"EUR\",\"amount\":\"1  0\"",
                    "\"currency\":\"EUR\",\"amount\":\"1\\u000a0\"",
                    "\"currency\":\"EUR\",\"amount\":\"1\\u202e0\"",
                    "\"currency\":\"EUR\",\"amount\":\"1\\u200b0\"",
                    "\"currency\":\"EUR\",\"amount\":\"1\\ud800\""
                })
        void isWhatAPersonCouldNotReadOrTheTypeDoesNotKnow(String amount) {
            String details = "[{\"type\":\"payment\",\"creditorName\":\"A\",\"instructedAmount\":{" + amount + "}}]";

            assertThat(error(with(request("openid", PAYMENT), "authorization_details", details)))
                    .isEqualTo("invalid_authorization_details");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"urgent\":1",
                    "\"urgent\":\"true\"",
                    "\"times\":\"1\"",
                    "\"times\":1e400",
                    "\"times\":9007199254740993000",
                    "\"notes\":\"x\"",
                    "\"notes\":[1]",
                    "\"creditorName\":null"
                })
        void isOfAnotherKindThanDeclared(String member) {
            String details = "[{\"type\":\"payment\"," + member
                    + (member.contains("creditorName") ? "" : ",\"creditorName\":\"A\"")
                    + ",\"instructedAmount\":{\"currency\":\"EUR\",\"amount\":\"1\"}}]";

            assertThat(error(with(request("openid", PAYMENT), "authorization_details", details)))
                    .isEqualTo("invalid_authorization_details");
        }

        @Test
        void isTooMuchOrTooLong() {
            String[] eleven = new String[11];
            Arrays.fill(eleven, "{\"type\":\"accounts\"}");
            String longNote = PAYMENT.replace("\"Merchant A\"", "\"" + "x".repeat(501) + "\"");
            String longAll = PAYMENT.replace(
                    "\"urgent\":true",
                    "\"notes\":["
                            + "\"%s\","
                                    .repeat(4)
                                    .formatted("a".repeat(490), "b".repeat(490), "c".repeat(490), "d".repeat(490))
                            + "\"x\"]");

            assertThat(error(request("openid", eleven))).isEqualTo("invalid_authorization_details");
            assertThat(error(request("openid", longNote))).isEqualTo("invalid_authorization_details");
            assertThat(error(request("openid", longAll))).isEqualTo("invalid_authorization_details");
        }

        @Test
        void isATypeThatTheClientIsNotRegisteredFor() {
            registerFor("accounts");

            assertThat(error(request("openid", PAYMENT))).isEqualTo("invalid_authorization_details");
        }

        @Test
        void isATypeOfAnApiThatTheClientIsNotRegisteredFor() {
            TestClient other = provider.register();

            assertThat(error(with(other.request("code"), "authorization_details", array(PAYMENT))))
                    .isEqualTo("invalid_authorization_details");
        }

        @Test
        void isSaidAtThePushedRequestEndpointToo() {
            TestTokens answer = TestTokens.of(
                    provider.post("/oauth/par", request("openid", "{\"type\":\"unknown\"}"), client.authorization()));

            assertThat(answer.error()).isEqualTo("invalid_authorization_details");
        }
    }

    @Nested
    @DisplayName("§2, §11.1: other ways of asking")
    class OtherWays {

        @Test
        void arePushing() {
            JsonObject pushed =
                    JsonObject.parse(provider.post("/oauth/par", request("openid", PAYMENT), client.authorization())
                            .body());
            Parameters request = Parameters.none()
                    .with("client_id", client.id().value())
                    .with("request_uri", pushed.requiredString("request_uri"));

            assertThat(granted(tokens(request))).isEqualTo(details(PAYMENT));
        }

        @Test
        void areSigning() {
            Parameters plain = request("openid", PAYMENT);
            JsonObject claims = JsonObject.empty().with("aud", TestProvider.ISSUER);
            for (String name : plain.names()) {
                claims = name.equals("authorization_details")
                        ? claims.with(name, details(PAYMENT).json())
                        : claims.with(name, plain.required(name));
            }
            Parameters request = Parameters.none()
                    .with("client_id", client.id().value())
                    .with("request", TestClient.KEY.sign("oauth-authz-req+jwt", claims));

            assertThat(granted(tokens(request))).isEqualTo(details(PAYMENT));
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

            assertThat(granted(tokens)).isEqualTo(details(PAYMENT));
        }
    }

    @Nested
    @DisplayName("§11.2: consent")
    class Consent {

        @Test
        void isAskedInTheWordsOfTheTypeWithEveryValue() {
            Stop.Shown page = consentPage(request("openid", PAYMENT, ACCOUNTS));

            assertThat(page.text())
                    .contains("Make a payment", "To Merchant A", "Amount", "Sum 123.50", "Currency EUR", "At once Yes")
                    .contains("Look at your accounts", "Which one DE02", "Actions read_balances list_transactions");
        }

        @Test
        void isAskedInTheLanguageOfThePerson() {
            assertThat(consentPage(request("openid", PAYMENT).with("ui_locales", "de"))
                            .text())
                    .contains("Eine Zahlung machen", "Ja");
        }

        @Test
        void showsLongAndHostileValuesWhole() {
            String hostile = "<b onclick=alert(1)>&amp; " + "x".repeat(470);
            Stop.Shown page = consentPage(request("openid", PAYMENT.replace("Merchant A", hostile)));

            assertThat(page.text()).contains(hostile);
            assertThat(page.document().select("b")).isEmpty();
        }

        @Test
        void cannotBeLeftOutByItself() {
            assertThat(consentPage(request("openid", PAYMENT)).document().select("input[name=leave_out]"))
                    .isEmpty();
        }

        @Test
        void isRememberedForTheVerySameDetailsAlone() {
            tokens(request("openid", PAYMENT));

            assertThat(browser.callback(browser.ask(request("openid", PAYMENT))).code())
                    .isNotEmpty();
            assertThat(consentPage(request("openid", OTHER_PAYMENT)).text())
                    .contains("9999.00")
                    .doesNotContain("123.50");
            assertThat(error(request("openid", OTHER_PAYMENT).with("prompt", "none")))
                    .isEqualTo("consent_required");
        }

        @Test
        void isNotGivenByAnAnswerToAnotherQuestion() {
            Stop.Shown shown = consentPage(request("openid", PAYMENT));
            Stop.Shown other = consentPage(request("openid", OTHER_PAYMENT));
            assertThat(shown.field("interaction")).isNotEqualTo(other.field("interaction"));

            browser.consent(shown, "allow");

            assertThat(consentPage(request("openid", OTHER_PAYMENT)).text()).contains("9999.00");
        }

        @Test
        void isAskedAgainIfThePersonSaidNo() {
            TestCallback denied = browser.callback(browser.consent(consentPage(request("openid", PAYMENT)), "deny"));

            assertThat(denied.error()).isEqualTo("access_denied");
            consentPage(request("openid", PAYMENT));
        }

        @Test
        void isShownAmongWhatWasAllowedAndCanBeWithdrawn() {
            TestTokens tokens = tokens(request("openid", PAYMENT));

            Stop.Shown consents = browser.page(browser.open("/account/consents"));
            assertThat(consents.text()).contains("Make a payment", "123.50");
            browser.post("/account/consents", Parameters.none().with("consent", consents.field("consent")));

            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
            consentPage(request("openid", PAYMENT));
        }

        @Test
        void ofFiftyPaymentsIsRememberedAndTheOldestIsAskedAgain() {
            for (int i = 0; i <= 50; i++) {
                tokens(request("openid", payment(i + ".00")));
            }

            assertThat(browser.callback(browser.ask(request("openid", payment("1.00"))))
                            .code())
                    .isNotEmpty();
            consentPage(request("openid", payment("0.00")));
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
