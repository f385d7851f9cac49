package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What an attacker will try that belongs to no single endpoint. */
@DisplayName("Attacks")
class AttackTest {

    private final AtomicBoolean down = new AtomicBoolean();

    @AutoClose
    private final TestProvider provider =
            TestProvider.on(storage -> new ObservedStorage(storage, new Outages(down)), "ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private Stop.Shown login() {
        return browser.page(browser.ask(client.request("code id_token")));
    }

    @Nested
    @DisplayName("markup in what comes back")
    class Markup {

        @ParameterizedTest
        @ValueSource(strings = {"\"><script>alert(1)</script>", "' onfocus='alert(1)", "</form><form action='//evil'>"})
        void isEscapedInTheFormThatPostsTheAnswer(String state) {
            Parameters request = client.request("code id_token")
                    .without("state")
                    .with("state", state)
                    .with("response_mode", "form_post");
            browser.authorize(request);

            HttpResponse answer = provider.get("/authorize?" + request.encoded(), browser.headers());

            Document document = Jsoup.parse(answer.body());
            assertThat(document.select("form")).hasSize(1);
            assertThat(document.select("script")).hasSize(1);
            assertThat(document.expectFirst("input[name=state]").val()).isEqualTo(state);
        }

        @Test
        void cannotRunEvenIfItWereNot() {
            Parameters request = client.request("code id_token").with("response_mode", "form_post");
            browser.authorize(request);

            HttpResponse answer = provider.get("/authorize?" + request.encoded(), browser.headers());

            assertThat(answer.headers().first("Content-Security-Policy").orElseThrow())
                    .contains("script-src 'sha256-", "default-src 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
        }

        @Test
        void isEscapedOnErrorPages() {
            Stop.Shown page = browser.page(browser.ask(
                    client.request("code").without("client_id").with("client_id", "<script>alert(1)</script>")));

            assertThat(page.document().select("script")).isEmpty();
            assertThat(page.text()).contains("<script>alert(1)</script>");
        }

        @Test
        void isEscapedInTheNameThatWasTyped() {
            Stop.Shown page =
                    browser.page(browser.as("\"><script>alert(1)</script>").logIn(login()));

            assertThat(page.document().select("script")).isEmpty();
            assertThat(page.field("username")).isEqualTo("\"><script>alert(1)</script>");
        }
    }

    @Nested
    @DisplayName("header fields of pages")
    class HeaderFields {

        @ParameterizedTest
        @ValueSource(strings = {"/", "/nowhere", "/oidc/logout", "/login", "/consent", "/authorize", "/account/select"})
        void forbidFramingAndReferrersAndGuessing(String path) {
            Map<String, String> fields = provider.get(path, Map.of()).headers().fields().stream()
                    .collect(Collectors.toMap(field -> field.name(), field -> field.value(), (one, other) -> one));

            assertThat(fields)
                    .containsEntry("X-Frame-Options", "DENY")
                    .containsEntry("Referrer-Policy", "no-referrer")
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Cache-Control", "no-store")
                    .containsKey("Strict-Transport-Security");
            assertThat(fields.get("Content-Security-Policy")).contains("frame-ancestors 'none'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "form_post", "query_fragment"})
        void keepAnswersOutOfCaches(String mode) {
            Parameters request = client.request("code id_token").with("response_mode", mode);
            browser.authorize(request);

            HttpResponse answer = provider.get("/authorize?" + request.encoded(), browser.headers());

            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
            assertThat(answer.headers().first("Referrer-Policy")).contains("no-referrer");
        }

        @Test
        void sendTheBrowserOnByGetSoThatNoPasswordIsPostedOn() {
            HttpResponse answer = provider.post(
                    "/login",
                    Parameters.none()
                            .with("interaction", login().field("interaction"))
                            .with("username", "ada")
                            .with("password", TestProvider.PASSWORD),
                    browser.headers());

            assertThat(answer.status()).isEqualTo(303);
        }
    }

    @Nested
    @DisplayName("a sealed request that was meddled with")
    class Meddling {

        @ParameterizedTest
        @ValueSource(ints = {0, 3, 10, 100, 300})
        void isNotOpened(int position) {
            String sealed = login().field("interaction");
            char other = sealed.charAt(position) == 'A' ? 'B' : 'A';

            Stop stop = browser.open(
                    "/login?interaction=" + sealed.substring(0, position) + other + sealed.substring(position + 1));

            assertThat(browser.page(stop).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"response_type=token", "redirect_uri=https%3A%2F%2Fevil.example%2F", "prompt=none"})
        void cannotBeChangedByWhatStandsBesideIt(String extra) {
            browser.authorize(client.request("code"));
            Stop.Shown login =
                    browser.page(browser.ask(client.request("code id_token").with("prompt", "login")));

            Stop stop = browser.open("/login?interaction=" + login.field("interaction") + "&" + extra);

            TestCallback callback = browser.finish(stop);
            assertThat(callback.address()).isEqualTo(client.redirectUri().value());
            assertThat(callback.all().names()).contains("code", "id_token").doesNotContain("access_token");
        }

        @Test
        void isReadByNobody() {
            assertThat(login().field("interaction")).doesNotContain(client.id().value(), TestClient.NONCE.value());
        }
    }

    @Nested
    @DisplayName("guessing")
    class Guessing {

        @Test
        void findsNoDifferenceBetweenAWrongPasswordAndAnUnknownName() {
            HttpResponse wrong =
                    browser.page(browser.as("ada").logIn(login(), "wrong")).response();
            HttpResponse unknown =
                    browser.page(browser.as("eve").logIn(login(), "wrong")).response();

            assertThat(unknown.status()).isEqualTo(wrong.status());
            assertThat(text(unknown, "eve")).isEqualTo(text(wrong, "ada"));
        }

        @Test
        void findsNoDifferenceToADisabledAccountEither() {
            provider.disable("bob");

            HttpResponse disabled =
                    browser.page(browser.as("bob").logIn(login())).response();
            HttpResponse wrong =
                    browser.page(browser.as("ada").logIn(login(), "wrong")).response();

            assertThat(text(disabled, "bob")).isEqualTo(text(wrong, "ada"));
        }

        private String text(HttpResponse page, String name) {
            return page.body()
                    .replaceAll("name=\"interaction\" value=\"[^\"]*\"", "")
                    .replace(name, "NAME");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ada", "eve"})
        void isSlowedDownWhetherOrNotThereIsSuchAnAccount(String name) {
            browser.as(name);
            Stop last = login();
            for (int i = 0; i < 8; i++) {
                last = browser.logIn(login(), "wrong");
            }

            assertThat(browser.page(last).status()).isEqualTo(429);
            assertThat(browser.page(last).response().headers().first("Retry-After"))
                    .isPresent();
        }

        @Test
        void isSlowedDownEvenForTheRightPassword() {
            Stop last = login();
            for (int i = 0; i < 10; i++) {
                last = browser.logIn(login(), "wrong");
            }

            assertThat(browser.page(browser.logIn(browser.page(last))).status()).isEqualTo(429);
        }

        @Test
        void locksNobodyOutForGood() {
            for (int i = 0; i < 8; i++) {
                browser.logIn(login(), "wrong");
            }
            provider.clock().advance(Duration.ofMinutes(5));

            assertThat(browser.finish(login()).code()).isNotEmpty();
        }

        @Test
        void isNotPossibleByOtherGrants() {
            for (String grantType : List.of("password", "http://auth0.com/oauth/grant-type/password-realm")) {
                Parameters form = Parameters.none()
                        .with("grant_type", grantType)
                        .with("username", "ada")
                        .with("password", TestProvider.PASSWORD);

                assertThat(provider.token(client, form).error()).isEqualTo("unsupported_grant_type");
            }
        }

        @Test
        void takesLookAlikesOfANameForTheNameItself() {
            assertThat(browser.as("ＡＤＡ").finish(login()).code()).isNotEmpty();
        }
    }

    @Nested
    @DisplayName("when the database is down")
    class Outage {

        @Test
        void noAccessTokenPassesForOneThatIsNotRevoked() {
            TestCallback callback = browser.authorize(client.request("code token"));
            down.set(true);

            assertThat(provider.userinfo(callback.accessToken()).status()).isEqualTo(503);
        }

        @Test
        void aReplayIsNotAnsweredAsIfItHadEndedTheTokens() {
            TestCallback callback = browser.authorize(client.request("code token"));
            provider.redeem(client, callback);
            down.set(true);

            TestTokens answer = provider.redeem(client, callback);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.error()).isEqualTo("temporarily_unavailable");
            assertThat(answer.response().headers().first("Retry-After")).isPresent();
        }

        @Test
        void peopleAreAskedToComeAgain() {
            browser.authorize(client.request("code"));
            down.set(true);

            Stop.Shown page = browser.page(browser.ask(client.request("code")));

            assertThat(page.status()).isEqualTo(503);
            assertThat(page.document().select("h1")).hasSize(1);
        }

        @Test
        void theProviderIsFoundAllTheSame() {
            String before =
                    provider.get("/.well-known/openid-configuration", Map.of()).body();
            down.set(true);

            HttpResponse answer = provider.get("/.well-known/openid-configuration", Map.of());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(before);
        }

        @Test
        void everythingGoesOnAfterwards() {
            TestCallback callback = browser.authorize(client.request("code"));
            down.set(true);
            provider.redeem(client, callback);
            down.set(false);

            assertThat(provider.redeem(client, callback).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("what the log tells")
    class TheLog {

        @Test
        void isNoSecret() {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            ListAppender<ILoggingEvent> lines = new ListAppender<>();
            lines.start();
            root.addAppender(lines);
            Set<String> secrets;
            try {
                secrets = secretsOfAWholeFlow();
            } finally {
                root.detachAppender(lines);
            }

            List<String> mine = new ArrayList<>(
                    lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
            mine.addAll(provider.events().stream().map(Object::toString).toList());
            assertThat(mine).isNotEmpty();
            assertThat(mine).allSatisfy(line -> assertThat(secrets).noneMatch(line::contains));
        }

        private Set<String> secretsOfAWholeFlow() {
            browser.logIn(login(), "wrong-password-of-ada");
            TestCallback callback = browser.authorize(client.offlineRequest("code id_token token"));
            TestTokens tokens = provider.redeem(client, callback);
            provider.redeem(client, callback);
            provider.token(client, client.refreshGrant(tokens.refreshToken()));
            provider.token(client, client.codeGrant(callback.code()).with("code", "x"));
            provider.userinfo(callback.accessToken());
            provider.userinfo(callback.accessToken() + "x");
            browser.ask(client.request("code").with("id_token_hint", callback.idToken() + "x"));
            return Set.of(
                    TestProvider.PASSWORD,
                    "wrong-password-of-ada",
                    callback.code(),
                    callback.accessToken(),
                    callback.idToken(),
                    tokens.accessToken(),
                    tokens.idToken(),
                    tokens.refreshToken(),
                    client.secret().reveal(),
                    TestClient.VERIFIER.value(),
                    browser.cookies().get("__Host-symbolon_session"));
        }
    }

    @Nested
    @DisplayName("a provider that nobody has set up")
    class OutOfTheBox {

        @Test
        void knowsNobodyAndNothing() {
            try (TestProvider fresh = TestProvider.withUser()) {
                assertThat(fresh.storage().clients().all()).isEmpty();
                assertThat(fresh.rows().get("users")).isZero();
                assertThat(fresh.rows().get("consents")).isZero();
            }
        }
    }

    /** A database that can be taken away. */
    private record Outages(AtomicBoolean down) implements ObservedStorage.Observer {

        @Override
        public void reads(String verb) {
            refuseIfDown();
        }

        @Override
        public void writes(String verb) {
            refuseIfDown();
        }

        private void refuseIfDown() {
            if (down.get()) {
                throw new StorageUnavailableException("taken away by the test");
            }
        }
    }
}
