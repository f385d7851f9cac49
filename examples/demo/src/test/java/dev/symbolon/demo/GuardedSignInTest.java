package dev.symbolon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to sign in that are safer than a secret and a link. */
class GuardedSignInTest {

    private static RunningDemo demo;

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    private final Visitor visitor = new Visitor(demo);
    private final FormBrowser browser = visitor.browser();

    @BeforeAll
    static void start() {
        demo = RunningDemo.start(FreePorts.find(), DataFolder.temporary());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** Where a login sends the browser. */
    private URI authorizationAddress(String login) throws Exception {
        return URI.create(
                get(visitor.webApp(login)).headers().firstValue("Location").orElseThrow());
    }

    @Nested
    class ByAKey {

        @Test
        void signsInWithEveryGuardThatThereIs() {
            visitor.signIn("key", "code id_token");

            assertThat(browser.page())
                    .contains("proved itself by a signature", "worth nothing without")
                    .containsPattern("id=\"bridge-c_hash\"[^>]*data-outcome=\"passed\"");
        }

        @Test
        void sendsNothingThroughTheBrowserButAReference() throws Exception {
            assertThat(authorizationAddress("/key/login").toString())
                    .contains("client_id=demo-web-key", "request_uri=")
                    .doesNotContain("nonce", "scope", "redirect_uri");
        }

        @ParameterizedTest
        @ValueSource(strings = {"read-reports", "count-reports", "count-by-itself", "userinfo"})
        void callsWithAProofOfTheKey(String button) {
            visitor.signIn("key", "code id_token");
            browser.press(button);

            assertThat(browser.page()).containsAnyOf("200 OK", "data-kind=\"userinfo\"");
        }

        @Test
        void goesOnWithTheRefreshedTokens() {
            visitor.signIn("key", "code id_token");
            browser.press("refresh");
            browser.press("create-report");

            assertThat(browser.page()).contains("201 Created", "Authorization: DPoP ");
        }

        @Test
        void acceptsASignedAnswer() {
            browser.open(visitor.webApp(
                    "/start?response_mode=form_post.jwt&door=key&prompt=consent&response_type=code+id_token+token"));
            browser.submit("username", "ada@example.com", "password", "analytical-engine");
            browser.submit("decision", "allow");
            browser.submit();

            assertThat(browser.page()).containsPattern("data-check=\"RESPONSE_JWT\" data-outcome=\"passed\"");
        }
    }

    @Nested
    class Encrypted {

        @Test
        void signsInAndTellsThatNobodyCouldRead() {
            visitor.signIn("encrypted", "code id_token");

            assertThat(browser.page())
                    .contains("nobody on the way could read", "It came encrypted for this application")
                    .containsPattern("data-check=\"ENCRYPTION\" data-outcome=\"passed\"")
                    .containsPattern("id=\"bridge-c_hash\"[^>]*data-outcome=\"passed\"");
        }

        @Test
        void sendsARequestForTheProvidersKeyThroughTheBrowser() throws Exception {
            Parameters sent =
                    Parameters.parse(authorizationAddress("/encrypted/login").getRawQuery());
            String request = sent.required("request");
            String header = request.substring(0, request.indexOf('.'));
            Optional<String> keyId = JsonObject.parse(
                            new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                    .string("kid");

            assertThat(sent.names()).containsExactlyInAnyOrder("client_id", "response_type", "scope", "request");
            assertThat(DecryptionKeys.isEncrypted(request)).isTrue();
            assertThat(encryptionKeys()).contains(keyId.orElseThrow());
        }

        private List<String> encryptionKeys() throws Exception {
            URI jwks = URI.create(demo.ports().issuer().value() + "/.well-known/jwks.json");
            return JsonObject.parse(get(jwks).body()).objects("keys").stream()
                    .filter(key -> key.string("use").equals(Optional.of("enc")))
                    .map(key -> key.requiredString("kid"))
                    .toList();
        }

        @ParameterizedTest
        @CsvSource({"form_post, id_token", "form_post.jwt, response"})
        void bringsAnAnswerThatTheBrowserCannotRead(String mode, String parameter) {
            visitor.signIn("encrypted", "code id_token");
            browser.open(visitor.webApp("/start?door=encrypted&response_type=code+id_token&response_mode=" + mode));

            assertThat(browser.field(parameter)).matches(DecryptionKeys::isEncrypted);

            browser.submit();
            assertThat(browser.page()).contains("The two halves fit");
        }

        @Test
        void keepsTheIdTokenThatTheBrowserHasNotRead() {
            visitor.signIn("encrypted", "code id_token");

            assertThat(browser.page())
                    .containsPattern("id=\"front-code\"[^>]*>(?s:.{0,200})data-copy=")
                    .doesNotContainPattern("id=\"front-id-token\"[^>]*>(?s:.{0,200})data-copy=");
        }

        @ParameterizedTest
        @ValueSource(strings = {"read-reports", "count-reports", "count-by-itself", "userinfo", "refresh"})
        void goesOnWithTheTokens(String button) {
            visitor.signIn("encrypted", "code id_token");
            browser.press(button);

            assertThat(browser.page()).containsAnyOf("200 OK", "data-kind=\"userinfo\"", "data-kind=\"refreshed\"");
        }
    }
}
