package dev.symbolon.server;

import static dev.symbolon.server.CertifiedClients.ADDRESS;
import static dev.symbolon.server.CertifiedClients.BOUND;
import static dev.symbolon.server.CertifiedClients.CLIENT_CREDENTIALS;
import static dev.symbolon.server.CertifiedClients.OTHER;
import static dev.symbolon.server.CertifiedClients.ROBOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Tokens that are bound to a certificate (RFC 8705)")
class CertificateBoundTokensTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private final CertifiedClients clients = new CertifiedClients(folder);

    private final TestProvider provider = clients.provider;

    @Nested
    @DisplayName("§3: access tokens that are bound to a certificate")
    class BoundTokens {

        private final TestClient bound = provider.register(BoundTokens::bound);

        private static TestClient bound(TestClient one) {
            return one.withSenderConstraint(BOUND);
        }

        private TestTokens redeem(TestClient of, Parameters request, TestIdentity shown) {
            String code = provider.browser().authorize(request).code();
            return clients.token(of, of.codeGrant(code), Optional.of(shown));
        }

        private Optional<String> thumbprint(String accessToken) {
            return provider.verified(accessToken).claims().object("cnf").flatMap(cnf -> cnf.string("x5t#S256"));
        }

        private HttpResponse userinfo(String accessToken, Optional<TestIdentity> shown) {
            HttpRequest request = new HttpRequest(
                    "GET",
                    "/userinfo",
                    "",
                    Headers.none().set("Authorization", "Bearer " + accessToken),
                    "",
                    "192.0.2.1");
            return provider.send(
                    shown.map(TestIdentity::shown).map(request::withCertificate).orElse(request));
        }

        @Test
        void sayWhichOne() {
            TestTokens tokens = redeem(bound, bound.request("code id_token"), ROBOT);

            assertThat(tokens.json().string("token_type")).contains("Bearer");
            assertThat(thumbprint(tokens.accessToken()))
                    .contains(ROBOT.shown().thumbprint().value());
        }

        @Test
        void areThoseOfTheClientItselfToo() {
            TestTokens tokens = clients.token(bound, CLIENT_CREDENTIALS, Optional.of(ROBOT));

            assertThat(thumbprint(tokens.accessToken()))
                    .contains(ROBOT.shown().thumbprint().value());
        }

        @Test
        void areNotIssuedWithoutACertificate() {
            String code =
                    provider.browser().authorize(bound.request("code id_token")).code();

            TestTokens refused = clients.token(bound, bound.codeGrant(code), Optional.empty());

            assertThat(refused.error()).isEqualTo("invalid_request");
            assertThat(clients.token(bound, bound.codeGrant(code), Optional.of(ROBOT))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void areForClientsThatAreRegisteredForThem() {
            TestClient usual = provider.register();

            TestTokens tokens = redeem(usual, usual.request("code"), ROBOT);

            assertThat(thumbprint(tokens.accessToken())).isEmpty();
        }

        @Test
        void areBoundToTheCertificateOfTheRefresh() {
            TestTokens first = redeem(bound, bound.offlineRequest("code"), ROBOT);

            TestTokens next = clients.token(bound, bound.refreshGrant(first.refreshToken()), Optional.of(OTHER));

            assertThat(thumbprint(next.accessToken()))
                    .contains(OTHER.shown().thumbprint().value());
        }

        @Test
        void areKnownAsSuchToWhoeverIntrospects() {
            TestClient reports = provider.register();
            provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                    .withAccessTokenFormat(AccessTokenFormat.OPAQUE)
                    .withIntrospectionClients(reports.id()));
            String opaque = redeem(bound, bound.request("code"), ROBOT).accessToken();

            JsonObject answer = JsonObject.parse(
                    provider.post("/oauth/introspect", Parameters.none().with("token", opaque), reports.authorization())
                            .body());

            assertThat(answer.object("cnf").orElseThrow().string("x5t#S256"))
                    .contains(ROBOT.shown().thumbprint().value());
            assertThat(answer.string("token_type")).contains("Bearer");
        }

        @Test
        void areGoodAtUserinfoWithTheCertificate() {
            String token = redeem(bound, bound.request("code"), ROBOT).accessToken();

            assertThat(userinfo(token, Optional.of(ROBOT)).status()).isEqualTo(200);
        }

        @Test
        void areWorthNothingWithoutTheCertificate() {
            String token = redeem(bound, bound.request("code"), ROBOT).accessToken();

            HttpResponse refused = userinfo(token, Optional.empty());

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers().first("WWW-Authenticate").orElseThrow())
                    .contains("invalid_token");
        }

        @Test
        void areWorthNothingWithAnotherCertificate() {
            String token = redeem(bound, bound.request("code"), ROBOT).accessToken();

            assertThat(userinfo(token, Optional.of(OTHER)).status()).isEqualTo(401);
        }

        @ParameterizedTest
        @CsvSource({"code token", "token", "id_token token", "code id_token token"})
        void areNotSentThroughTheBrowser(String type) {
            TestCallback callback = provider.browser().authorize(bound.request(type));

            assertThat(callback.error()).isEqualTo("unauthorized_client");
        }

        @Test
        void needBothKeysIfTheyAreBoundToTwo() {
            TestProofs proofs = new TestProofs(provider);
            Parameters form = CLIENT_CREDENTIALS;
            HttpRequest request = new HttpRequest(
                    "POST",
                    "/oauth/token",
                    "",
                    Headers.none()
                            .set("Content-Type", "application/x-www-form-urlencoded")
                            .set("Authorization", bound.authorization().get("Authorization"))
                            .set("DPoP", proofs.forToken()),
                    form.encoded(),
                    "192.0.2.1");

            TestTokens tokens = TestTokens.of(provider.send(request.withCertificate(ROBOT.shown())));

            assertThat(tokens.json().string("token_type")).contains("DPoP");
            assertThat(thumbprint(tokens.accessToken())).isPresent();
            assertThat(userinfo(tokens.accessToken(), Optional.of(ROBOT)).status())
                    .isEqualTo(401);
            assertThat(proofs.userinfo("DPoP " + tokens.accessToken(), proofs.forUserinfo(tokens.accessToken()))
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void mayBeProvedAtTheAddressForCertificates() {
            TestProofs proofs = new TestProofs(provider);
            TestClient usual = provider.register();
            Parameters form = CLIENT_CREDENTIALS;
            String proof = proofs.forToken(claims -> claims.with("htu", ADDRESS + "/oauth/token"));

            assertThat(proofs.token(usual, form, proof).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§4: the refresh token of a public client")
    class TheRefreshTokenOfAPublicClient {

        private final TestClient phone = provider.register(one -> one.asPublic().withSenderConstraint(BOUND));
        private final String refreshToken = clients.token(
                        phone,
                        phone.codeGrant(provider.browser()
                                .authorize(phone.offlineRequest("code"))
                                .code()),
                        Optional.of(ROBOT))
                .refreshToken();

        @Test
        void isGoodWithTheCertificate() {
            assertThat(clients.token(phone, phone.refreshGrant(refreshToken), Optional.of(ROBOT))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isRefusedWithAnotherCertificate() {
            assertThat(clients.token(phone, phone.refreshGrant(refreshToken), Optional.of(OTHER))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void hasASuccessorThatIsBoundToo() {
            String successor = clients.token(phone, phone.refreshGrant(refreshToken), Optional.of(ROBOT))
                    .refreshToken();

            assertThat(clients.token(phone, phone.refreshGrant(successor), Optional.of(OTHER))
                            .error())
                    .isEqualTo("invalid_grant");
        }
    }
}
