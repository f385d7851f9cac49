package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Device authorization grant (RFC 8628)")
class DeviceTest {

    private static final String WHILE_AWAY = "Keep this access while you are away";
    private static final String SCOPE = "openid offline_access read:reports create:reports";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register(TestClient::asPublic);
    private final TestBrowser browser = provider.browser();

    private TestDevice begin() {
        return TestDevice.begin(provider, client, SCOPE);
    }

    /** Goes to the page with the code, signs in where that is asked, and stops at what comes then. */
    private Stop.Shown visit(TestBrowser visitor, String path) {
        Stop.Shown page = visitor.page(visitor.open(path));
        return page.isFor("/account/login") ? visitor.page(logIn(visitor, page)) : page;
    }

    private static Stop logIn(TestBrowser visitor, Stop.Shown page) {
        return visitor.post(
                "/account/login",
                Parameters.none()
                        .with("interaction", page.field("interaction"))
                        .with("username", "ada")
                        .with("password", TestProvider.PASSWORD));
    }

    private Stop.Shown show(TestDevice device) {
        return visit(browser, "/device?user_code=" + device.userCode());
    }

    private Stop.Shown type(String code) {
        visit(browser, "/device");
        return browser.page(browser.post("/device", Parameters.none().with("user_code", code)));
    }

    private Stop.Shown decide(Stop.Shown page, String decision, String... leftOut) {
        Parameters form = Parameters.none().with("device", page.field("device")).with("decision", decision);
        for (String permission : leftOut) {
            form = form.with("leave_out", permission);
        }
        return browser.page(browser.post("/device/decision", form));
    }

    private TestDevice allowed() {
        TestDevice device = begin();
        decide(show(device), "allow");
        return device;
    }

    @Nested
    @DisplayName("§3.1, §3.2: the request of the device, and the answer")
    class TheRequest {

        @Test
        void yieldsCodesAndWhereToGo() {
            JsonObject answer = begin().answer();

            assertThat(answer.requiredString("user_code"))
                    .matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
            assertThat(answer.string("verification_uri")).contains("https://id.example.org/device");
            assertThat(answer.requiredString("verification_uri_complete"))
                    .isEqualTo("https://id.example.org/device?user_code=" + answer.requiredString("user_code"));
            assertThat(answer.number("expires_in")).contains(600L);
            assertThat(answer.number("interval")).contains(5L);
        }

        @Test
        void isKeptByNobody() {
            assertThat(TestDevice.ask(provider, client, SCOPE).headers().first("Cache-Control"))
                    .contains("no-store");
        }

        @Test
        void isAuthenticatedAsAtTheTokenEndpoint() {
            TestClient confidential = provider.register();
            HttpResponse nobody = provider.post(
                    "/oauth/device/code",
                    Parameters.none()
                            .with("scope", "openid")
                            .with("client_id", confidential.id().value()),
                    Map.of());

            assertThat(nobody.status()).isEqualTo(401);
            assertThat(TestDevice.ask(provider, confidential, SCOPE).status()).isEqualTo(200);
        }

        @Test
        void isRefusedToAClientThatIsNotRegisteredForIt() {
            TestClient other = provider.register(one -> one.asPublic().withGrantTypes(GrantType.AUTHORIZATION_CODE));

            HttpResponse answer = TestDevice.ask(provider, other, SCOPE);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(JsonObject.parse(answer.body()).string("error")).contains("unauthorized_client");
        }

        @ParameterizedTest
        @ValueSource(strings = {"unknown", " "})
        void mustAskForSomething(String scope) {
            HttpResponse answer = TestDevice.ask(provider, client, scope);

            assertThat(JsonObject.parse(answer.body()).string("error")).contains("invalid_scope");
        }

        @Test
        void cannotAskForMoreThanTheClientIsRegisteredFor() {
            provider.declare(TestProvider.api("https://api.example.com/other", "delete:all"));
            Parameters form = Parameters.none()
                    .with("scope", "delete:all")
                    .with("audience", "https://api.example.com/other")
                    .with("client_id", client.id().value());

            HttpResponse answer = provider.post("/oauth/device/code", form, Map.of());

            assertThat(JsonObject.parse(answer.body()).string("error")).contains("invalid_target");
        }

        @Test
        void comesByPostAlone() {
            assertThat(provider.get("/oauth/device/code", Map.of()).status()).isEqualTo(405);
        }
    }

    @Nested
    @DisplayName("§3.3: what the person does")
    class ThePerson {

        @Test
        void signsInFirstAndComesBackWithTheCode() {
            Stop.Shown page = show(begin());

            assertThat(page.isFor("/device/decision")).isTrue();
        }

        @Test
        void comparesTheCodeAndReadsWhatIsAsked() {
            TestDevice device = begin();

            assertThat(show(device).text())
                    .contains(device.userCode(), "Test application", "Read your reports", "ada", "do not allow it");
        }

        @ParameterizedTest
        @ValueSource(strings = {"lower", "spaces", "no dash", "dots", "long dash"})
        void typesTheCodeInAnyWay(String way) {
            String code = begin().userCode();
            String typed = switch (way) {
                case "lower" -> code.toLowerCase(java.util.Locale.ROOT);
                case "spaces" -> " " + code.replace("-", " ") + " ";
                case "no dash" -> code.replace("-", "");
                case "dots" -> code.replace("-", ".");
                default -> code.replace("-", "\u2013");
            };

            assertThat(type(typed).isFor("/device/decision")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"BCDF-GHJK", "x", "ABCD-EFGH", "BCDFGHJKL"})
        void isToldThatNoDeviceWaits(String code) {
            begin();

            assertThat(type(code).text()).contains("No device waits with this code");
        }

        @Test
        void isToldTheSameOnceItsTimeIsOver() {
            TestDevice device = begin();
            visit(browser, "/device");
            provider.clock().advance(Duration.ofMinutes(10));

            assertThat(type(device.userCode()).text()).contains("No device waits with this code");
        }

        @Test
        void isAskedAgainHoweverOftenTheyHaveAllowedIt() {
            allowed();

            assertThat(show(begin()).text()).contains("Read your reports");
        }

        @Test
        void isAskedEvenForTheOperatorsOwnApplications() {
            TestClient own = provider.register(one -> one.asPublic().asFirstParty());

            assertThat(show(TestDevice.begin(provider, own, SCOPE)).isFor("/device/decision"))
                    .isTrue();
        }

        @Test
        void decidesOnce() {
            Stop.Shown page = show(begin());
            decide(page, "deny");

            assertThat(decide(page, "allow").text()).contains("No device waits with this code");
        }

        @Test
        void canLeaveOutWhatIsOptional() {
            TestDevice device = begin();
            decide(show(device), "allow", "create:reports", "offline_access");

            TestTokens tokens = device.poll();

            assertThat(tokens.json().string("scope")).contains("openid read:reports");
            assertThat(tokens.json().names()).doesNotContain("refresh_token");
        }

        @Test
        void seesWhatIsAskedForInAdditionByNow() {
            TestDevice device = begin();
            provider.declare(client.withGrantTypes(GrantType.DEVICE_CODE));
            Stop.Shown page = show(device);
            provider.declare(client);

            Stop.Shown answer = decide(page, "allow");

            assertThat(page.text()).doesNotContain(WHILE_AWAY);
            assertThat(answer.text()).contains(WHILE_AWAY);
            assertThat(device.poll().error()).isEqualTo("authorization_pending");
            decide(answer, "allow");
            provider.clock().advance(Duration.ofSeconds(10));
            assertThat(device.poll().refreshToken()).isNotEmpty();
        }

        @Test
        void isNotAskedForAClientThatMayNotAnyMore() {
            TestDevice device = begin();
            provider.declare(client.withGrantTypes(GrantType.AUTHORIZATION_CODE));

            assertThat(show(device).text()).contains("No device waits with this code");
        }

        @Test
        void findsTheApplicationAmongThoseWithAccess() {
            allowed();

            assertThat(browser.page(browser.open("/account/consents")).text()).contains("Test application");
        }
    }

    @Nested
    @DisplayName("§3.4, §3.5: what the device gets")
    class TheDevice {

        @Test
        void waitsWhileNobodyHasDecided() {
            TestTokens answer = begin().poll();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("authorization_pending");
        }

        @Test
        void getsTokensOnceItIsAllowed() {
            TestTokens tokens = allowed().poll();

            assertThat(tokens.status()).isEqualTo(200);
            assertThat(tokens.json().string("scope")).contains(SCOPE);
            assertThat(provider.verified(tokens.idToken()).subject()).contains("sub-ada");
            assertThat(provider.verified(tokens.idToken()).claims().names()).doesNotContain("nonce", "c_hash");
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(200);
        }

        @Test
        void refreshesThem() {
            TestTokens tokens = allowed().poll();

            assertThat(provider.token(client, client.refreshGrant(tokens.refreshToken()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isToldThatThePersonSaysNo() {
            TestDevice device = begin();
            Stop.Shown answer = decide(show(device), "deny");

            TestTokens told = device.poll();

            assertThat(answer.text()).contains("Nothing has been allowed");
            assertThat(told.status()).isEqualTo(400);
            assertThat(told.error()).isEqualTo("access_denied");
        }

        @Test
        void isToldToSlowDown() {
            TestDevice device = begin();
            device.poll();

            assertThat(device.pollAtOnce().error()).isEqualTo("slow_down");
            assertThat(device.poll().error()).isEqualTo("authorization_pending");
        }

        @Test
        void isToldThatItsTimeIsOver() {
            TestDevice device = allowed();
            provider.clock().advance(Duration.ofMinutes(10));

            assertThat(device.poll().error()).isEqualTo("expired_token");
        }

        @Test
        void fillsNoLogWhileItWaits() {
            TestDevice device = begin();
            device.poll();
            device.pollAtOnce();

            assertThat(provider.events()).noneMatch(AuditEvent.Refused.class::isInstance);
        }
    }

    @Nested
    @DisplayName("§5: what a stranger tries")
    class AStranger {

        @ParameterizedTest
        @EnumSource(value = Way.class)
        void cannotUseADeviceCodeThatIsNotTheirs(Way way) {
            TestDevice device = allowed();
            TestClient other = provider.register(TestClient::asPublic);
            provider.clock().advance(Duration.ofSeconds(5));

            TestTokens answer = switch (way) {
                case AS_ANOTHER_CLIENT -> provider.token(other, TestDevice.poll(device.deviceCode()));
                case CHANGED ->
                    provider.token(client, TestDevice.poll(device.deviceCode().substring(1) + "A"));
                case SEALED_FOR_SOMETHING_ELSE ->
                    provider.token(client, TestDevice.poll(device.poll().refreshToken()));
            };

            assertThat(answer.error()).isEqualTo("invalid_grant");
        }

        enum Way {
            AS_ANOTHER_CLIENT,
            CHANGED,
            SEALED_FOR_SOMETHING_ELSE
        }

        @Test
        void cannotFetchTheTokensASecondTimeAndEndsTheFirst() {
            TestDevice device = allowed();
            TestTokens tokens = device.poll();

            assertThat(device.poll().error()).isEqualTo("invalid_grant");
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
            assertThat(provider.token(client, client.refreshGrant(tokens.refreshToken()))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void cannotGuessAtUserCodesForLong() {
            TestDevice device = begin();
            for (int i = 0; i < 6; i++) {
                type("BCDF-GHJK");
            }

            Stop.Shown answer =
                    browser.page(browser.post("/device", Parameters.none().with("user_code", device.userCode())));

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text()).contains("too many attempts");
        }

        @Test
        void learnsNothingOfUserCodesWithoutSigningIn() {
            String known = begin().userCode();

            Stop.Shown right = browser.page(provider.browser().open("/device?user_code=" + known));
            Stop.Shown wrong = browser.page(provider.browser().open("/device?user_code=BCDF-GHJK"));

            assertThat(right.text()).isEqualTo(wrong.text());
        }

        @Test
        void cannotAnswerInThePlaceOfSomebodyElse() {
            Stop.Shown page = show(begin());
            TestBrowser bob = provider.browser().as("bob");
            bob.authorize(provider.register().request("code"));

            Stop.Shown answer = bob.page(bob.post(
                    "/device/decision",
                    Parameters.none().with("device", page.field("device")).with("decision", "allow")));

            assertThat(answer.text()).contains("No device waits with this code");
        }

        @Test
        void cannotLetSomebodyElsesBrowserSignIn() {
            Stop.Shown login = browser.page(browser.open("/device"));
            TestBrowser other = provider.browser();

            Stop.Shown answer = other.page(logIn(other, login));

            assertThat(answer.text()).contains("This page had expired");
            assertThat(other.cookies()).doesNotContainKey("__Host-symbolon_session");
        }

        @Test
        void cannotAskFromOneNetworkWithoutEnd() {
            for (int i = 0; i < 60; i++) {
                assertThat(TestDevice.ask(provider, client, SCOPE).status()).isEqualTo(200);
            }

            HttpResponse refused = TestDevice.ask(provider, client, SCOPE);

            assertThat(JsonObject.parse(refused.body()).string("error")).contains("slow_down");
            assertThat(provider.rows().get("device_requests")).isEqualTo(60);
        }

        @Test
        void cannotUseTheConsentThatWasTakenBackMeanwhile() {
            TestDevice device = allowed();
            provider.storage()
                    .consents()
                    .withdraw(
                            new Subject("sub-ada"),
                            client.id(),
                            provider.clock().instant());

            assertThat(device.poll().error()).isEqualTo("invalid_grant");
        }

        @Test
        void cannotUseAnAccountThatIsDisabledMeanwhile() {
            TestDevice device = allowed();
            provider.disable("ada");

            assertThat(device.poll().error()).isEqualTo("invalid_grant");
        }

        @Test
        void cannotUseTheGrantOnceTheClientMayNot() {
            TestDevice device = allowed();
            provider.declare(client.withGrantTypes(GrantType.AUTHORIZATION_CODE));

            assertThat(device.poll().error()).isEqualTo("unauthorized_client");
        }

        @Test
        void cannotDecideForASwappedRequestOfTheSameUserCode() {
            TestDevice device = allowed();

            assertThat(provider.storage()
                            .deviceRequests()
                            .find(UserCode.parse(device.userCode()).orElseThrow())
                            .orElseThrow()
                            .isOpen(provider.clock().instant()))
                    .isFalse();
        }
    }

    @Nested
    @DisplayName("§3.3.1: the picture")
    class ThePicture {

        @Test
        void isMadeOfTheAddressWithTheCode() {
            HttpResponse picture = provider.get("/device/qr?user_code=BCDF-GHJK", Map.of());

            assertThat(picture.status()).isEqualTo(200);
            assertThat(picture.headers().first("Content-Type")).contains("image/svg+xml");
            assertThat(picture.body())
                    .isEqualTo(dev.symbolon.server.qr.QrCode.of("https://id.example.org/device?user_code=BCDF-GHJK")
                            .svg());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?user_code=<script>", "?user_code=ABCD"})
        void isMadeOfNothingElse(String query) {
            assertThat(provider.get("/device/qr" + query, Map.of()).status()).isEqualTo(400);
        }
    }

    @Nested
    @DisplayName("RFC 8414: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesTheEndpointAndTheGrant() {
            assertThat(metadata(provider).string("device_authorization_endpoint"))
                    .contains("https://id.example.org/oauth/device/code");
            assertThat(metadata(provider).strings("grant_types_supported"))
                    .contains("urn:ietf:params:oauth:grant-type:device_code");
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.DEVICE_AUTHORIZATION)) {
                TestClient one = without.register(TestClient::asPublic);

                assertThat(metadata(without).names()).doesNotContain("device_authorization_endpoint");
                assertThat(metadata(without).strings("grant_types_supported"))
                        .doesNotContain("urn:ietf:params:oauth:grant-type:device_code");
                assertThat(TestDevice.ask(without, one, SCOPE).status()).isEqualTo(404);
                assertThat(without.get("/device", Map.of()).status()).isEqualTo(404);
                assertThat(without.token(one, TestDevice.poll("x")).error()).isEqualTo("unsupported_grant_type");
            }
        }
    }
}
