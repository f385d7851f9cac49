package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Logout (RP-Initiated Logout 1.0)")
class LogoutTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private String signIn() {
        return browser.authorize(client.request("code id_token")).idToken();
    }

    private boolean isSignedIn() {
        return browser.callback(browser.ask(client.request("code").with("prompt", "none")))
                .all()
                .one("code")
                .isPresent();
    }

    private Stop logOut(Parameters parameters) {
        return browser.open("/oidc/logout?" + parameters.encoded());
    }

    private Parameters back() {
        return Parameters.none()
                .with("client_id", client.id().value())
                .with("post_logout_redirect_uri", TestClient.AFTER_LOGOUT.value())
                .with("state", "after all");
    }

    private Stop answer(Stop.Shown page, String decision) {
        return browser.post(
                "/oidc/logout/confirm",
                Parameters.none().with("logout", page.field("logout")).with("decision", decision));
    }

    private void isBack(Stop stop) {
        TestCallback callback = browser.callback(stop);
        assertThat(callback.address()).isEqualTo(TestClient.AFTER_LOGOUT.value());
        assertThat(callback.query().required("state")).isEqualTo("after all");
    }

    @Nested
    @DisplayName("§2: with id_token_hint")
    class WithAHint {

        @Test
        void endsTheSessionAtOnceAndGoesBack() {
            String hint = signIn();

            isBack(logOut(back().without("client_id").with("id_token_hint", hint)));

            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void takesTheSessionCookieAway() {
            String hint = signIn();

            logOut(Parameters.none().with("id_token_hint", hint));

            assertThat(browser.cookies()).doesNotContainKey("__Host-symbolon_session");
        }

        @Test
        void acceptsAHintThatHasExpired() {
            String hint = signIn();
            provider.clock().advance(Duration.ofHours(30));

            isBack(logOut(back().with("id_token_hint", hint)));

            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void comesByPostAsWell() {
            String hint = signIn();

            isBack(browser.post("/oidc/logout", back().with("id_token_hint", hint)));

            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void endsTheSessionOfACrossSitePostThatCameWithoutItsCookie() {
            String hint = signIn();

            HttpResponse first = provider.post("/oidc/logout", back().with("id_token_hint", hint), Map.of());

            String location = first.headers().first("Location").orElseThrow();
            isBack(browser.open(location.substring(TestProvider.ISSUER.value().length())));
            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void asksIfTheHintIsOfAnotherPerson() {
            String ofBob = provider.browser()
                    .as("bob")
                    .authorize(client.request("code id_token"))
                    .idToken();
            signIn();

            assertThat(browser.page(logOut(back().with("id_token_hint", ofBob))).isFor("/oidc/logout/confirm"))
                    .isTrue();
        }

        @Test
        void refusesAHintOfAnotherClientThanTheOneThatIsNamed() {
            String hint = signIn();
            TestClient other = provider.register();

            Stop.Shown page = browser.page(logOut(back().without("client_id")
                    .with("client_id", other.id().value())
                    .with("id_token_hint", hint)));

            assertThat(page.status()).isEqualTo(400);
            assertThat(isSignedIn()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzdWItYWRhIn0."})
        void asksThePersonIfItIsNoIdToken(String hint) {
            signIn();

            assertThat(browser.page(logOut(Parameters.none().with("id_token_hint", hint)))
                            .action())
                    .isEqualTo("/oidc/logout/confirm");
            assertThat(isSignedIn()).isTrue();
        }

        @Test
        void asksThePersonIfItIsAnAccessToken() {
            String accessToken = browser.authorize(client.request("code token")).accessToken();

            assertThat(browser.page(logOut(Parameters.none().with("id_token_hint", accessToken)))
                            .action())
                    .isEqualTo("/oidc/logout/confirm");
        }
    }

    @Nested
    @DisplayName("§2: without id_token_hint")
    class WithoutAHint {

        @Test
        void asksThePerson() {
            signIn();

            Stop.Shown page = browser.page(logOut(back()));

            assertThat(page.isFor("/oidc/logout/confirm")).isTrue();
            assertThat(page.text()).contains("ada", "Test application");
            assertThat(isSignedIn()).isTrue();
        }

        @Test
        void goesBackOnceThePersonHasConfirmed() {
            signIn();

            isBack(answer(browser.page(logOut(back())), "sign_out"));

            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void keepsTheSessionIfThePersonStays() {
            signIn();

            Stop.Shown page = browser.page(answer(browser.page(logOut(back())), "stay"));

            assertThat(page.status()).isEqualTo(200);
            assertThat(isSignedIn()).isTrue();
        }

        @Test
        void goesBackAtOnceIfNobodyIsSignedIn() {
            isBack(logOut(back()));
        }

        @Test
        void saysSoIfThereIsNowhereToGoBackTo() {
            assertThat(browser.page(logOut(Parameters.none())).status()).isEqualTo(200);
        }

        @Test
        void doesNothingOnConfirmationsOfAnotherSession() {
            signIn();
            Stop.Shown page = browser.page(logOut(back()));
            TestBrowser other = provider.browser().as("bob");
            other.authorize(client.request("code"));

            Stop.Shown asked = other.page(other.post(
                    "/oidc/logout/confirm",
                    Parameters.none().with("logout", page.field("logout")).with("decision", "sign_out")));

            assertThat(asked.isFor("/oidc/logout/confirm")).isTrue();
            assertThat(other.callback(other.ask(client.request("code").with("prompt", "none")))
                            .code())
                    .isNotEmpty();
        }

        @Test
        void asksAgainOnAConfirmationThatTheProviderDidNotMake() {
            signIn();

            Stop.Shown page = browser.page(browser.post(
                    "/oidc/logout/confirm",
                    Parameters.none().with("logout", "made-up").with("decision", "sign_out")));

            assertThat(page.isFor("/oidc/logout/confirm")).isTrue();
            assertThat(isSignedIn()).isTrue();
        }

        @Test
        void doesNothingOnAConfirmationWithoutItsCookie() {
            signIn();
            Stop.Shown page = browser.page(logOut(back()));

            provider.post(
                    "/oidc/logout/confirm",
                    Parameters.none().with("logout", page.field("logout")).with("decision", "sign_out"),
                    Map.of());

            assertThat(isSignedIn()).isTrue();
        }
    }

    @Nested
    @DisplayName("§3: post_logout_redirect_uri")
    class PostLogoutRedirectUri {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example/",
                    "https://app.example.net/bye?added=1",
                    "https://app.example.net/bye/",
                    "https://app.example.net/callback",
                    "https://app.example.net/bye#x",
                    "https://app.example.net@evil.example/bye",
                    "//evil.example",
                    "javascript:alert(1)"
                })
        void mustBeRegistered(String uri) {
            String hint = signIn();

            Stop.Shown page = browser.page(
                    logOut(Parameters.none().with("id_token_hint", hint).with("post_logout_redirect_uri", uri)));

            assertThat(page.status()).isEqualTo(400);
        }

        @Test
        void needsAClient() {
            Stop.Shown page = browser.page(logOut(back().without("client_id")));

            assertThat(page.status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"returnTo", "redirect_uri", "next"})
        void isTheOnlyWayOut(String name) {
            Stop.Shown page = browser.page(logOut(
                    Parameters.none().with("client_id", client.id().value()).with(name, "https://evil.example/")));

            assertThat(page.response().headers().first("Location")).isEmpty();
            assertThat(page.response().body()).doesNotContain("evil.example");
        }
    }

    @Nested
    @DisplayName("/v2/logout, as Auth0 has it")
    class AsAuth0HasIt {

        private Stop logOut(String returnTo) {
            Parameters parameters =
                    Parameters.none().with("client_id", client.id().value()).with("returnTo", returnTo);
            return browser.open("/v2/logout?" + parameters.encoded());
        }

        private void isBackAtTheApplication(Stop stop) {
            assertThat(browser.callback(stop).address()).isEqualTo(TestClient.AFTER_LOGOUT.value());
        }

        @Test
        void asksThePersonAndGoesToWhereItIsToReturnTo() {
            signIn();

            Stop.Shown page = browser.page(logOut(TestClient.AFTER_LOGOUT.value()));

            assertThat(page.isFor("/oidc/logout/confirm")).isTrue();
            assertThat(isSignedIn()).isTrue();
            isBackAtTheApplication(answer(page, "sign_out"));
            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void asksNobodyIfAnIdTokenProvesTheWish() {
            String hint = signIn();

            isBackAtTheApplication(browser.open("/v2/logout?"
                    + Parameters.none()
                            .with("id_token_hint", hint)
                            .with("client_id", client.id().value())
                            .encoded()));

            assertThat(isSignedIn()).isFalse();
        }

        @Test
        void goesToTheFirstAddressOfTheClientIfNoneIsNamed() {
            isBackAtTheApplication(
                    browser.open("/v2/logout?client_id=" + client.id().value()));
        }

        @Test
        void goesNowhereWithoutAClient() {
            assertThat(browser.page(browser.open("/v2/logout")).status()).isEqualTo(200);
            assertThat(browser.page(browser.open("/v2/logout?returnTo=https://app.example.net/bye"))
                            .status())
                    .isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example/",
                    "https://app.example.net/bye?added=1",
                    "https://app.example.net/callback",
                    "https://app.example.net@evil.example/bye",
                    "//evil.example",
                    "javascript:alert(1)"
                })
        void returnsOnlyToWhatIsRegistered(String uri) {
            signIn();

            Stop.Shown page = browser.page(logOut(uri));

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.response().headers().first("Location")).isEmpty();
            assertThat(isSignedIn()).isTrue();
        }
    }
}
