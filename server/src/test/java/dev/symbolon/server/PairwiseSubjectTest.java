package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.api.AccessTokenFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Pairwise subjects (OIDC Core §8.1)")
class PairwiseSubjectTest {

    private static final String ALL = "code id_token token";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register(TestClient::withPairwiseSubjects);
    private final TestClient neighbour = provider.register(TestClient::withPairwiseSubjects);
    private final TestClient stranger =
            provider.register(one -> one.withPairwiseSubjects().withRedirectUri("https://other.example.net/callback"));
    private final TestBrowser browser = provider.browser();

    private JsonObject claims(String jwt) {
        return provider.verified(jwt).claims();
    }

    private String subject(TestClient towards) {
        return claims(browser.authorize(towards.request(ALL)).idToken()).requiredString("sub");
    }

    @Nested
    @DisplayName("the name of a person")
    class Name {

        @Test
        void isTheSameWithinASectorAndAnotherElsewhere() {
            assertThat(subject(client))
                    .isEqualTo(subject(neighbour))
                    .isNotEqualTo(subject(stranger))
                    .isNotEqualTo("sub-ada")
                    .hasSize(43);
        }

        @Test
        void isEachPersonsOwn() {
            String bobs = claims(provider.browser()
                            .as("bob")
                            .authorize(client.request(ALL))
                            .idToken())
                    .requiredString("sub");

            assertThat(subject(client)).isNotEqualTo(bobs);
        }

        @Test
        void staysWhenEveryKeyIsReplaced() {
            String before = subject(client);
            provider.keys().rotation().replaceSigning(provider.clock().instant());
            provider.keys().rotation().replaceSealing(provider.clock().instant());
            provider.clock().advance(Duration.ofDays(500));
            provider.keys().rotation().run(provider.clock().instant());

            assertThat(subject(client)).isEqualTo(before);
        }

        @Test
        void isTheSameWhereverItStands() {
            TestCallback callback = browser.authorize(client.offlineRequest(ALL));
            TestTokens tokens = provider.redeem(client, callback);
            TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            List<String> jwts = List.of(
                    callback.accessToken(),
                    tokens.idToken(),
                    tokens.accessToken(),
                    refreshed.idToken(),
                    refreshed.accessToken());

            String name = claims(callback.idToken()).requiredString("sub");
            assertThat(jwts)
                    .allSatisfy(
                            jwt -> assertThat(claims(jwt).requiredString("sub")).isEqualTo(name));
            assertThat(userinfo(tokens.accessToken()).requiredString("sub")).isEqualTo(name);
            assertThat(introspect(client, refreshed.refreshToken()).requiredString("sub"))
                    .isEqualTo(name);
        }

        @Test
        void isHiddenNowhereInAToken() {
            TestCallback callback = browser.authorize(client.request(ALL));

            assertThat(decoded(callback.accessToken()) + decoded(callback.idToken()))
                    .doesNotContain("sub-ada");
        }

        private static String decoded(String jwt) {
            return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8);
        }
    }

    private JsonObject userinfo(String accessToken) {
        return JsonObject.parse(provider.userinfo(accessToken).body());
    }

    private JsonObject introspect(TestClient caller, String token) {
        Parameters form = caller.authenticated(Parameters.none().with("token", token));
        return JsonObject.parse(
                provider.post("/oauth/introspect", form, caller.authorization()).body());
    }

    @Nested
    @DisplayName("what would tell the person in another way")
    class OtherNames {

        @Test
        void isTheSessionWhichHasANameOfItsOwnTowardsEachSector() {
            String here =
                    claims(browser.authorize(client.request(ALL)).idToken()).requiredString("sid");
            String there =
                    claims(browser.authorize(stranger.request(ALL)).idToken()).requiredString("sid");
            String plain = claims(
                            browser.authorize(provider.register().request(ALL)).idToken())
                    .requiredString("sid");

            assertThat(here).isNotEqualTo(there).isNotEqualTo(plain);
            assertThat(there).isNotEqualTo(plain);
        }

        @Test
        void isNotToldByIntrospection() {
            TestClient reports = provider.register();
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withIntrospectionClients(reports.id()));
            TestCallback callback = browser.authorize(client.request(ALL));

            JsonObject answer = introspect(reports, callback.accessToken());

            assertThat(answer.bool("active")).contains(true);
            assertThat(answer.string("sub"))
                    .isEqualTo(claims(callback.idToken()).string("sub"));
            assertThat(answer.names()).doesNotContain("person");
        }
    }

    @Nested
    @DisplayName("tokens")
    class Tokens {

        @Test
        void endWithTheAccount() {
            String accessToken = browser.authorize(client.request(ALL)).accessToken();

            provider.disable("ada");

            assertThat(provider.userinfo(accessToken).status()).isEqualTo(401);
        }

        @Test
        void mayBeOpaque() {
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withAccessTokenFormat(AccessTokenFormat.OPAQUE));

            TestCallback callback = browser.authorize(client.request(ALL));

            assertThat(userinfo(callback.accessToken()).string("sub"))
                    .isEqualTo(claims(callback.idToken()).string("sub"));
        }
    }

    @Nested
    @DisplayName("as a hint")
    class Hints {

        @Test
        void namesThePersonTowardsItsOwnSector() {
            String hint = browser.authorize(client.request(ALL)).idToken();

            TestCallback callback = browser.authorize(
                    client.request("code").with("prompt", "none").with("id_token_hint", hint));

            assertThat(callback.all().one("code")).isPresent();
        }

        @Test
        void namesNobodyTowardsAnotherSector() {
            String hint = browser.authorize(client.request(ALL)).idToken();
            browser.authorize(stranger.request(ALL));

            TestCallback callback = browser.authorize(
                    stranger.request("code").with("prompt", "none").with("id_token_hint", hint));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @Test
        void namesNobodyElse() {
            String hint =
                    provider.browser().as("bob").authorize(client.request(ALL)).idToken();
            browser.authorize(client.request(ALL));

            TestCallback callback = browser.authorize(
                    client.request("code").with("prompt", "none").with("id_token_hint", hint));

            assertThat(callback.error()).isEqualTo("login_required");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void namesThePersonAsAValueOfClaims(boolean pairwise) {
            String name = pairwise ? subject(client) : "sub-ada";
            browser.authorize(client.request(ALL));

            TestCallback callback = browser.authorize(client.request("code")
                    .with("prompt", "none")
                    .with("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + name + "\"}}}"));

            assertThat(callback.all().one("code").isPresent()).isEqualTo(pairwise);
        }

        @Test
        void endsTheSessionAtOnce() {
            String hint = browser.authorize(client.request(ALL)).idToken();

            browser.open("/oidc/logout?"
                    + Parameters.none().with("id_token_hint", hint).encoded());

            assertThat(browser.authorize(client.request("code").with("prompt", "none"))
                            .error())
                    .isEqualTo("login_required");
        }

        @Test
        void ofAnotherPersonAsksBeforeTheSessionEnds() {
            String hint =
                    provider.browser().as("bob").authorize(client.request(ALL)).idToken();
            browser.authorize(client.request(ALL));

            Stop.Shown page = browser.page(browser.open("/oidc/logout?"
                    + Parameters.none().with("id_token_hint", hint).encoded()));

            assertThat(page.isFor("/oidc/logout/confirm")).isTrue();
        }
    }

    @Test
    void areOfferedByDiscovery() {
        JsonObject metadata = JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());

        assertThat(metadata.strings("subject_types_supported")).containsExactlyInAnyOrder("public", "pairwise");
    }
}
