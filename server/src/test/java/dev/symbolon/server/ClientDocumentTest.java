package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Documents;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Clients that nobody has registered (draft-ietf-oauth-client-id-metadata-document)")
class ClientDocumentTest {

    @AutoClose
    private final TestSite site = TestSite.open();

    private final String id = site.uri("/client.json").toString();
    private final String callback = site.uri("/callback").toString();
    private final JsonObject document = JsonObject.empty()
            .with("client_id", id)
            .with("client_name", "Nobody registered me")
            .with("redirect_uris", List.of(callback))
            .with("grant_types", List.of("authorization_code", "refresh_token"));

    @AutoClose
    private final TestProvider provider = TestProvider.registering(settings("127.0.0.1"));

    private final TestBrowser browser = provider.browser();

    private static RegistrationSettings settings(String... hosts) {
        RegistrationSettings usual = RegistrationSettings.OFF;
        return new RegistrationSettings(
                false,
                Optional.empty(),
                100,
                usual.allowance(),
                usual.statements(),
                new Documents(List.of(hosts), List.of(new Audience(TestProvider.REPORTS))),
                usual.secretOverlap());
    }

    @BeforeEach
    void publish() {
        publish(UnaryOperator.identity());
    }

    private void publish(UnaryOperator<JsonObject> change) {
        answer(HttpResponse.of(200, "application/json", change.apply(document).toString()));
    }

    private void answer(HttpResponse answer) {
        site.at("/client.json", answer);
    }

    private Parameters request() {
        return Parameters.none()
                .with("client_id", id)
                .with("redirect_uri", callback)
                .with("response_type", "code")
                .with("scope", "openid offline_access read:reports")
                .with("audience", TestProvider.REPORTS)
                .with("state", "s")
                .with("code_challenge", TestClient.VERIFIER.challenge().value())
                .with("code_challenge_method", "S256");
    }

    private TestTokens redeem(TestCallback answer) {
        return token(Parameters.none()
                .with("grant_type", "authorization_code")
                .with("code", answer.code())
                .with("redirect_uri", callback)
                .with("code_verifier", TestClient.VERIFIER.value()));
    }

    private TestTokens token(Parameters form) {
        return TestTokens.of(provider.post("/oauth/token", form.with("client_id", id), Map.of()));
    }

    private HttpResponse asked() {
        return browser.page(browser.ask(request())).response();
    }

    private void isUnknown(String why) {
        HttpResponse page = asked();
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains(why);
    }

    @Nested
    @DisplayName("§3, §4: a client_id that is an address")
    class Known {

        @Test
        void signsPeopleInAndRefreshes() {
            TestTokens tokens = redeem(browser.authorize(request()));

            assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
            assertThat(provider.verified(tokens.idToken()).audience()).containsExactly(id);
            assertThat(token(Parameters.none()
                                    .with("grant_type", "refresh_token")
                                    .with("refresh_token", tokens.refreshToken()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void mustUsePkce() {
            TestCallback answer =
                    browser.authorize(request().without("code_challenge").without("code_challenge_method"));

            assertThat(answer.error()).isEqualTo("invalid_request");
        }

        @Test
        void provesItselfByAKeyIfItHasOne() {
            JsonObject jwks = JsonObject.empty().with("keys", List.of(TestClient.KEY.toPublicJwk()));
            publish(one ->
                    one.with("token_endpoint_auth_method", "private_key_jwt").with("jwks", jwks));
            Parameters form = Parameters.none()
                    .with("grant_type", "authorization_code")
                    .with("code", browser.authorize(request()).code())
                    .with("redirect_uri", callback)
                    .with("code_verifier", TestClient.VERIFIER.value());
            long now = provider.clock().instant().getEpochSecond();
            JsonObject claims = JsonObject.empty()
                    .with("iss", id)
                    .with("sub", id)
                    .with("aud", TestProvider.ISSUER)
                    .with("jti", "1")
                    .with("exp", now + 60);

            assertThat(token(form).error()).isEqualTo("invalid_client");
            assertThat(token(TestClient.withAssertion(form, TestClient.KEY.sign("JWT", claims)))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void asksOnceForConsentAndIsRememberedByItsAddress() {
            redeem(browser.authorize(request()));

            assertThat(browser.authorize(request().with("prompt", "none")).code())
                    .isNotEmpty();
        }

        @Test
        void isAnOrdinaryClientIfSomebodyHasRegisteredItToo() {
            provider.register(one -> new TestClient(
                    new ClientId(id),
                    one.secret(),
                    one.method(),
                    one.redirectUri(),
                    one.flows(),
                    one.tokens(),
                    one.logout(),
                    one.firstParty()));

            isUnknown("redirect_uri is not registered");
            assertThat(site.visits()).isEmpty();
        }

        @Test
        void isNamedByDiscovery() {
            assertThat(discovery(provider).bool("client_id_metadata_document_supported"))
                    .contains(true);
            try (TestProvider usual = TestProvider.withUser("ada")) {
                assertThat(discovery(usual).has("client_id_metadata_document_supported"))
                        .isFalse();
            }
        }

        private static JsonObject discovery(TestProvider provider) {
            return JsonObject.parse(
                    provider.get("/.well-known/openid-configuration", Map.of()).body());
        }
    }

    @Nested
    @DisplayName("S46, §6: what people see")
    class Seen {

        @Test
        void isWhereItAllComesFrom() {
            String login = asked().body();
            TestBrowser.Stop consent = browser.logIn(browser.page(browser.ask(request())));

            for (String page : List.of(login, browser.page(consent).response().body())) {
                assertThat(page)
                        .contains("Nobody has registered this application here")
                        .contains("127.0.0.1:" + site.port());
            }
        }

        @Test
        void isNoPicture() {
            publish(one -> one.with("logo_uri", "https://cdn.example.net/logo.png"));

            assertThat(asked().body()).doesNotContain("cdn.example.net");
        }

        @Test
        void canBeWithdrawnWhileTheDocumentIsAway() {
            redeem(browser.authorize(request()));
            answer(HttpResponse.of(500));
            provider.clock().advance(Duration.ofHours(3));

            TestBrowser.Stop consents = browser.open("/account/consents");

            assertThat(browser.page(consents).response().body()).contains(id);
        }

        /** None of them answers before all have been asked. */
        @Test
        void isReadAtOnceForAllThatWereAllowed() {
            redeem(browser.authorize(request()));
            CountDownLatch asked = new CountDownLatch(3);
            for (String name : List.of("one", "two", "three")) {
                site.at("/" + name, visit -> answerTogether(asked, name));
                provider.storage()
                        .consents()
                        .grant(
                                TestProvider.user("ada").subject(),
                                new ClientId(site.uri("/" + name).toString()),
                                new Permissions(Scope.of("openid"), Optional.empty(), Scope.empty()),
                                Scope.empty(),
                                provider.clock().instant());
            }

            TestBrowser.Stop consents = browser.open("/account/consents");

            assertThat(browser.page(consents).document().select("article h2").eachText())
                    .containsExactlyInAnyOrder("Nobody registered me", "The one", "The two", "The three");
        }

        private HttpResponse answerTogether(CountDownLatch asked, String name) {
            asked.countDown();
            try {
                var _ = asked.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            JsonObject own =
                    document.with("client_id", site.uri("/" + name).toString()).with("client_name", "The " + name);
            return HttpResponse.of(200, "application/json", own.toString());
        }
    }

    @Nested
    @DisplayName("§4.1, S25: what makes no client")
    class Refused {

        @Test
        void isADocumentOfAHostThatDoesNotCount() {
            try (TestProvider other = TestProvider.registering(settings("app.example.org"))) {
                TestBrowser there = other.browser();

                assertThat(there.page(there.ask(request())).response().body()).contains("do not count here");
                assertThat(site.visits()).isEmpty();
            }
        }

        @Test
        void isAnyDocumentUnlessTheOperatorWants() {
            try (TestProvider usual = TestProvider.withUser("ada")) {
                TestBrowser there = usual.browser();

                assertThat(there.page(there.ask(request())).response().status()).isEqualTo(400);
                assertThat(site.visits()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/client.json?x=1", "/client.json#x", "/a/../client.json"})
        void isAnAddressThatIsNotPlain(String path) {
            String other = "http://127.0.0.1:" + site.port() + path;
            HttpResponse page = browser.page(
                            browser.ask(request().without("client_id").with("client_id", other)))
                    .response();

            assertThat(page.status()).isEqualTo(400);
            assertThat(site.visits()).isEmpty();
        }

        @Test
        void isADocumentOfAnother() {
            publish(one -> one.with("client_id", id + "x"));
            isUnknown("its client_id is not its address");
        }

        @Test
        void isADocumentElsewhere() {
            site.at("/moved.json", HttpResponse.of(200, "application/json", document.toString()));
            answer(HttpResponse.redirect(site.uri("/moved.json").toString()));

            isUnknown("cannot be known by its document");
            assertThat(site.visits()).extracting(TestSite.Visit::path).doesNotContain("/moved.json");
        }

        @Test
        void isADocumentThatIsTooLong() {
            publish(one -> one.with("x", "x".repeat(10_240)));
            isUnknown("more than 10240 characters");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    client_secret              | "x"                       | no secret
                    client_secret_expires_at   | 0                         | no secret
                    token_endpoint_auth_method | "client_secret_basic"     | none or private_key_jwt
                    token_endpoint_auth_method | "client_secret_jwt"       | none or private_key_jwt
                    redirect_uris              | ["https://evil.example/"] | same origin
                    redirect_uris              | ["javascript:alert(1)"]   | redirect_uri
                    post_logout_redirect_uris  | ["https://evil.example/"] | same origin
                    backchannel_logout_uri     | "https://evil.example/"   | same origin
                    backchannel_logout_uri     | "javascript:alert(1)"     | such as https
                    frontchannel_logout_uri    | "https://evil.example/"   | one of the redirect_uris
                    initiate_login_uri         | "https://evil.example/"   | same origin
                    grant_types                | ["client_credentials"]    | grant_types
                    """)
        void isADocumentThatSaysWhatNoneMay(String name, String json, String why) {
            answer(HttpResponse.of(
                    200,
                    "application/json",
                    document.without(name).toString().replaceFirst("}$", ",\"" + name + "\":" + json + "}")));

            isUnknown(why);
        }

        @Test
        @DisplayName("with tokens of yesterday it could ask how people are called in any sector")
        void isADocumentOfASectorThatIsNotItsOwn() {
            site.at("/sector", HttpResponse.of(200, "application/json", "[\"" + callback + "\"]"));
            URI own = site.uri("/sector");
            UnaryOperator<JsonObject> pairwise =
                    one -> one.with("subject_type", "pairwise").with("sector_identifier_uri", own);

            publish(pairwise);
            assertThat(asked().status()).isEqualTo(200);
            publish(one -> pairwise.apply(one)
                    .with("sector_identifier_uri", own.toString().replace("127.0.0.1", "localhost")));
            provider.clock().advance(Duration.ofMinutes(6));

            isUnknown("sector_identifier_uri must be of the same host as the document");
        }

        @Test
        @DisplayName(
                "S48: a page that has expired leads whoever opens it back to the origin of the document, and nowhere else")
        void isADocumentThatLeadsElsewhereFromAPageThatHasExpired() {
            String start = site.uri("/start").toString();
            publish(one -> one.with("initiate_login_uri", start));
            String login = location(provider.get("/authorize?" + request().encoded(), Map.of()))
                    .orElseThrow()
                    .substring(TestProvider.ISSUER.value().length());
            provider.clock().advance(Duration.ofHours(2));

            assertThat(location(provider.get(login, Map.of())))
                    .hasValueSatisfying(to -> assertThat(to).startsWith(start));
            publish(one -> one.with("initiate_login_uri", "https://evil.example/"));
            provider.clock().advance(Duration.ofHours(2));
            assertThat(location(provider.get(login, Map.of()))).isEmpty();
        }

        private static Optional<String> location(HttpResponse response) {
            return response.headers().first("Location");
        }

        @Test
        void isADocumentThatLoadsFramesFromAnotherOrigin() {
            publish(one -> one.with("redirect_uris", List.of(callback, "http://127.0.0.1:1/callback"))
                    .with("frontchannel_logout_uri", "http://127.0.0.1:1/out"));

            isUnknown("frontchannel_logout_uri must be of the same origin as the document");
        }

        @Test
        void isWhatIsNoDocument() {
            answer(HttpResponse.of(200, "text/html", document.toString()));
            isUnknown("Content-Type");
        }

        @Test
        void isToldAtTheTokenEndpointToo() {
            answer(HttpResponse.of(404));

            assertThat(redeem(TestCallback.at(callback + "?code=x")).error()).isEqualTo("invalid_client");
        }
    }

    @Nested
    @DisplayName("§5: what is remembered")
    class Remembered {

        @Test
        void isTheDocumentForAsLongAsItSays() {
            answer(HttpResponse.of(200, "application/json", document.toString())
                    .withHeader("Cache-Control", "max-age=600"));
            asked();
            asked();
            provider.clock().advance(Duration.ofMinutes(9));
            asked();

            assertThat(site.visits()).hasSize(1);
            provider.clock().advance(Duration.ofMinutes(2));
            asked();
            assertThat(site.visits()).hasSize(2);
        }

        @Test
        void isTheLastDocumentWhileTheHostIsAway() {
            asked();
            answer(HttpResponse.of(500));

            provider.clock().advance(Duration.ofMinutes(30));
            assertThat(asked().status()).isEqualTo(200);
            provider.clock().advance(Duration.ofHours(2));
            isUnknown("the answer has the status 500");
        }

        @Test
        void isNoDocumentThatWasWrongForLong() {
            publish(one -> one.with("client_id", "another"));
            isUnknown("its client_id is not its address");
            publish();

            provider.clock().advance(Duration.ofSeconds(61));
            assertThat(asked().status()).isEqualTo(200);
        }
    }
}
