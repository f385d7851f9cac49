package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What reaches the database")
class WritesTest {

    private final Verbs storage = new Verbs();

    @AutoClose
    private final TestProvider provider = TestProvider.on(real -> new ObservedStorage(real, storage), "ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    /** Which verbs were used since they were last forgotten. */
    private static final class Verbs implements ObservedStorage.Observer {

        private final List<String> reads = new CopyOnWriteArrayList<>();
        private final List<String> writes = new CopyOnWriteArrayList<>();

        @Override
        public void reads(String verb) {
            reads.add(verb);
        }

        @Override
        public void writes(String verb) {
            writes.add(verb);
        }

        void forget() {
            reads.clear();
            writes.clear();
        }
    }

    @Nested
    @DisplayName("nothing is written for a stranger")
    class NothingIsWrittenForAStranger {

        @Test
        void whateverTheyAsk() {
            Map<String, Long> before = provider.rows();
            storage.forget();

            for (int i = 0; i < 20; i++) {
                askForEverything(i);
            }

            assertThat(storage.writes).isEmpty();
            assertThat(provider.rows()).isEqualTo(before);
        }

        private void askForEverything(int i) {
            TestBrowser robot = provider.browser();
            Stop.Shown login =
                    robot.page(robot.ask(client.request("code id_token").with("n", "" + i)));
            robot.open("/login?interaction=" + login.field("interaction"));
            robot.open("/consent?interaction=" + login.field("interaction"));
            robot.open("/account/select?interaction=" + login.field("interaction"));
            robot.consent(login, "allow");
            robot.choose(login, "continue");
            robot.ask(client.request("code").with("prompt", "none"));
            robot.ask(client.request("code").without("nonce").with("scope", "x"));
            robot.ask(Parameters.none().with("client_id", "robot-" + i));
            robot.post("/authorize", client.request("code id_token token"));
            robot.open("/oidc/logout");
            robot.open("/account/consents");
            robot.post("/account/consents", Parameters.none().with("consent", "x"));
            robot.open("/");
            robot.open("/nowhere-" + i);
            robot.open("/device?user_code=BCDF-GHJK");
            robot.post("/device", Parameters.none().with("user_code", "BCDF-GHJK"));
            robot.post("/device/decision", Parameters.none().with("device", "x").with("decision", "allow"));
            robot.open("/account/login");
            provider.get("/device/qr?user_code=BCDF-GHJK", Map.of());
            provider.post("/oauth/device/code", Parameters.none().with("scope", "openid"), Map.of());
            provider.token(client, TestDevice.poll("device-code-" + i));
            provider.userinfo("token-" + i);
            provider.token(client, client.codeGrant("code-" + i));
            provider.token(client, client.refreshGrant("refresh-" + i));
            provider.post("/oauth/introspect", Parameters.none().with("token", "x"), Map.of());
            provider.post("/oauth/revoke", Parameters.none().with("token", "x"), Map.of());
            provider.post("/oauth/token", client.codeGrant("x"), Map.of());
            provider.get("/.well-known/openid-configuration", Map.of());
            provider.get("/.well-known/jwks.json", Map.of());
            provider.get("/health/ready", Map.of());
        }

        @Test
        void evenIfTheyGuessAtAccountsThatAreNot() {
            storage.forget();

            for (int i = 0; i < 4; i++) {
                Stop.Shown login = browser.page(browser.ask(client.request("code")));
                browser.as("nobody-" + i).logIn(login, "wrong");
            }

            assertThat(storage.writes).isEmpty();
        }

        @Test
        void butACountOfTheirGuessesAtAnAccountOnOneRow() {
            Map<String, Long> before = provider.rows();

            for (int i = 0; i < 5; i++) {
                Stop.Shown login = browser.page(browser.ask(client.request("code")));
                browser.logIn(login, "wrong");
            }

            Map<String, Long> after = provider.rows();
            assertThat(after.get("failed_sign_ins")).isEqualTo(1);
            after.put("failed_sign_ins", 0L);
            assertThat(after).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("a silent flow")
    class ASilentFlow {

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void costsTwoReadsAndOneWrite(String responseType) {
            browser.authorize(client.request(responseType));
            storage.forget();

            TestTokens tokens = provider.redeem(client, browser.callback(browser.ask(client.request(responseType))));

            assertThat(tokens.status()).isEqualTo(200);
            assertThat(storage.reads).containsExactly("sessions.find", "consents.find");
            assertThat(storage.writes).containsExactly("authorizations.redeem");
        }

        @ParameterizedTest
        @ValueSource(strings = {"token", "id_token", "id_token token"})
        void withoutACodeCostsNoWrite(String responseType) {
            browser.authorize(client.request(responseType));
            storage.forget();

            browser.callback(browser.ask(client.request(responseType)));

            assertThat(storage.writes).isEmpty();
        }

        @Test
        void notesOnceAnHourThatTheSessionIsUsed() {
            browser.authorize(client.request("code"));
            provider.clock().advance(Duration.ofMinutes(61));
            storage.forget();

            browser.callback(browser.ask(client.request("code")));
            browser.callback(browser.ask(client.request("code")));

            assertThat(storage.writes).containsExactly("sessions.touch");
        }
    }

    @Test
    @DisplayName("a refresh")
    void costsOneReadAndOneWrite() {
        TestTokens tokens = provider.redeem(client, browser.authorize(client.offlineRequest("code")));
        storage.forget();

        TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(storage.reads).containsExactly("authorizations.find");
        assertThat(storage.writes).containsExactly("authorizations.rotate");
    }

    @Test
    @DisplayName("userinfo")
    void costsTwoReads() {
        TestCallback callback = browser.authorize(client.request("code token"));
        storage.forget();

        provider.userinfo(callback.accessToken());

        assertThat(storage.reads).containsExactly("authorizations.stands", "users.find");
        assertThat(storage.writes).isEmpty();
    }

    @Nested
    @DisplayName("a token")
    class AToken {

        private int send(String path, String token) {
            return provider.post(path, Parameters.none().with("token", token), client.authorization())
                    .status();
        }

        @Test
        void isIntrospectedByOneRead() {
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withIntrospectionClients(client.id()));
            TestCallback callback = browser.authorize(client.request("code token"));
            storage.forget();

            send("/oauth/introspect", callback.accessToken());

            assertThat(storage.reads).containsExactly("authorizations.stands");
            assertThat(storage.writes).isEmpty();
        }

        @Test
        void isRevokedByOneReadAndOneWrite() {
            TestTokens tokens = provider.redeem(client, browser.authorize(client.offlineRequest("code")));
            storage.forget();

            assertThat(send("/oauth/revoke", tokens.refreshToken())).isEqualTo(200);

            assertThat(storage.reads).containsExactly("authorizations.find");
            assertThat(storage.writes).containsExactly("authorizations.end");
        }

        @Test
        void thatIsRevokedAlreadyIsNotWrittenAgain() {
            TestTokens tokens = provider.redeem(client, browser.authorize(client.offlineRequest("code")));
            send("/oauth/revoke", tokens.refreshToken());
            storage.forget();

            send("/oauth/revoke", tokens.refreshToken());
            send("/oauth/revoke", tokens.accessToken());

            assertThat(storage.writes).isEmpty();
        }
    }
}
