package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Documents;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How clients hear of logout that nobody has registered (draft-ietf-oauth-client-id-metadata-document)")
class DocumentedLogoutTest {

    @AutoClose
    private final TestSite site = TestSite.open();

    @AutoClose
    private final TestProvider provider = TestProvider.registering(settings());

    private final TestBrowser browser = provider.browser();
    private final List<URI> told = new CopyOnWriteArrayList<>();
    private final List<JsonObject> tokens = new ArrayList<>();

    private static RegistrationSettings settings() {
        RegistrationSettings usual = RegistrationSettings.OFF;
        return new RegistrationSettings(
                false,
                Optional.empty(),
                100,
                usual.allowance(),
                usual.statements(),
                new Documents(List.of("127.0.0.1"), List.of()),
                usual.secretOverlap());
    }

    private String address(String path) {
        return site.uri(path).toString();
    }

    private HttpResponse document(String path) {
        JsonObject document = JsonObject.empty()
                .with("client_id", address(path))
                .with("redirect_uris", List.of(address("/callback")))
                .with("response_types", List.of("code", "id_token"))
                .with("grant_types", List.of("authorization_code", "implicit"))
                .with("application_type", "native")
                .with("post_logout_redirect_uris", List.of(address("/after")))
                .with("backchannel_logout_uri", address(path + "/back"))
                .with("frontchannel_logout_uri", address(path + "/front"));
        return HttpResponse.of(200, "application/json", document.toString());
    }

    private Parameters request(String path, String responseType) {
        return Parameters.none()
                .with("client_id", address(path))
                .with("redirect_uri", address("/callback"))
                .with("response_type", responseType)
                .with("scope", "openid")
                .with("state", "s")
                .with("nonce", "n")
                .with("code_challenge", TestClient.VERIFIER.challenge().value())
                .with("code_challenge_method", "S256");
    }

    /** @return the ID token */
    private String signIn(String path) {
        site.at(path, document(path));
        TestTokens tokens = TestTokens.of(provider.post(
                "/oauth/token",
                Parameters.none()
                        .with("grant_type", "authorization_code")
                        .with("client_id", address(path))
                        .with("code", browser.authorize(request(path, "code")).code())
                        .with("redirect_uri", address("/callback"))
                        .with("code_verifier", TestClient.VERIFIER.value()),
                Map.of()));
        assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        return tokens.idToken();
    }

    private TestBrowser.Stop logOut(String hint) {
        return browser.open(
                "/oidc/logout?" + Parameters.none().with("id_token_hint", hint).encoded());
    }

    private List<String> frames(TestBrowser.Stop stop) {
        return browser.page(stop).document().select("iframe").eachAttr("src");
    }

    private void deliver() {
        provider.tellClients((uri, form) -> {
            told.add(uri);
            tokens.add(provider.verified(form.required("logout_token")).claims());
            return 200;
        });
    }

    private long waiting() {
        return provider.rows().get("logout_deliveries");
    }

    @Nested
    @DisplayName("Over the back channel")
    class BackChannel {

        @Test
        void isToldOnceWhichSessionIsOver() {
            String idToken = signIn("/one");
            logOut(idToken);
            deliver();
            deliver();

            assertThat(told).containsExactly(site.uri("/one/back"));
            JsonObject said = provider.verified(idToken).claims();
            assertThat(tokens.getFirst().string("aud")).contains(address("/one"));
            assertThat(tokens.getFirst().string("sid")).isEqualTo(said.string("sid"));
            assertThat(waiting()).isZero();
        }

        @Test
        void isToldIfItHasRedeemedNoCode() {
            site.at("/one", document("/one"));
            logOut(browser.authorize(request("/one", "id_token")).idToken());
            deliver();

            assertThat(told).containsExactly(site.uri("/one/back"));
        }

        @Test
        void isToldWhenTheAccountIsDisabled() {
            signIn("/one");
            provider.disable("ada");
            deliver();

            assertThat(told).containsExactly(site.uri("/one/back"));
        }

        @Test
        void isToldWhereItsDocumentSaysByThen() {
            String idToken = signIn("/one");
            String next = document("/one").body().replace("/one/back", "/moved");
            site.at("/one", HttpResponse.of(200, "application/json", next));
            provider.clock().advance(Duration.ofHours(1));
            logOut(idToken);
            deliver();

            assertThat(told).containsExactly(site.uri("/moved"));
        }

        @Test
        void isToldLaterIfItsDocumentIsAway() {
            String idToken = signIn("/one");
            site.at("/one", HttpResponse.of(503));
            provider.clock().advance(Duration.ofHours(3));
            logOut(idToken);
            deliver();
            assertThat(waiting()).isEqualTo(1);

            site.at("/one", document("/one"));
            provider.clock().advance(Duration.ofSeconds(10));
            deliver();

            assertThat(told).containsExactly(site.uri("/one/back"));
        }

        @Test
        void isGivenUpIfItsDocumentStaysAway() {
            String idToken = signIn("/one");
            site.at("/one", HttpResponse.of(404));
            provider.clock().advance(Duration.ofHours(3));
            logOut(idToken);
            for (int hour = 0; hour < 10; hour++) {
                deliver();
                provider.clock().advance(Duration.ofHours(6));
            }

            assertThat(told).isEmpty();
            assertThat(waiting()).isZero();
            assertThat(provider.events()).anyMatch(AuditEvent.LogoutUndelivered.class::isInstance);
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://evil.example/", "http://127.0.0.2/", "http://127.0.0.1:1/"})
        void isToldNowhereElse(String elsewhere) {
            String idToken = signIn("/one");
            String next = document("/one").body().replace(address("/one/back"), elsewhere);
            site.at("/one", HttpResponse.of(200, "application/json", next));
            provider.clock().advance(Duration.ofHours(1));
            logOut(idToken);
            deliver();

            assertThat(told).isEmpty();
        }

        @Test
        void isPassedOverIfItWantsToHearOfNothing() {
            String idToken = signIn("/one");
            String next = document("/one").body().replace("backchannel_logout_uri", "x");
            site.at("/one", HttpResponse.of(200, "application/json", next));
            provider.clock().advance(Duration.ofHours(1));
            logOut(idToken);
            deliver();

            assertThat(told).isEmpty();
            assertThat(waiting()).isZero();
        }
    }

    @Nested
    @DisplayName("Over the front channel")
    class FrontChannel {

        @Test
        void isLoadedInAFrame() {
            String idToken = signIn("/one");
            signIn("/two");

            assertThat(frames(logOut(idToken)))
                    .hasSize(2)
                    .anyMatch(frame -> frame.startsWith(address("/one/front") + "?iss="))
                    .anyMatch(frame -> frame.startsWith(address("/two/front") + "?iss="));
        }

        @Test
        @DisplayName("nobody waits long for a document that does not come, nor for one after the other")
        void isMissingIfItsDocumentDoesNotComeInTime() {
            String idToken = signIn("/good");
            List<String> slow = List.of("/slow-1", "/slow-2", "/slow-3");
            slow.forEach(DocumentedLogoutTest.this::signIn);
            CountDownLatch never = new CountDownLatch(1);
            slow.forEach(path -> site.at(path, visit -> {
                await(never);
                return HttpResponse.of(404);
            }));
            provider.clock().advance(Duration.ofHours(3));

            Instant begun = Instant.now();
            List<String> frames = frames(logOut(idToken));
            Duration waited = Duration.between(begun, Instant.now());
            never.countDown();

            assertThat(frames).singleElement().asString().startsWith(address("/good/front"));
            assertThat(waited).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Nested
    @DisplayName("Back to the application")
    class Back {

        private TestBrowser.Stop logOutAndGo(String address) {
            return browser.open("/oidc/logout?"
                    + Parameters.none()
                            .with("client_id", address("/one"))
                            .with("post_logout_redirect_uri", address)
                            .encoded());
        }

        @Test
        void leadsWhereItsDocumentSays() {
            site.at("/one", document("/one"));

            assertThat(browser.callback(logOutAndGo(address("/after"))).address())
                    .isEqualTo(address("/after"));
        }

        @Test
        @DisplayName("S48: whoever can put a document on a host leads nobody from there to another one")
        void leadsNowhereElse() {
            String evil = "https://evil.example/";
            String document = document("/one").body().replace(address("/after"), evil);
            site.at("/one", HttpResponse.of(200, "application/json", document));

            assertThat(browser.page(logOutAndGo(evil)).status()).isEqualTo(400);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
