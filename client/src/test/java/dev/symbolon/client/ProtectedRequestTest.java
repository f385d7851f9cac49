package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Requests that others cannot change or read")
class ProtectedRequestTest {

    private static final SigningKey KEY = TestProvider.key(SigningAlgorithm.ES256);

    private final TestLogins logins = new TestLogins();
    private final List<Parameters> pushed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        logins.close();
    }

    private Parameters sent() {
        return sent(LoginOptions.none());
    }

    private Parameters sent(LoginOptions options) {
        return Parameters.parse(
                logins.client().startLogin(options).authorizationUri().getRawQuery());
    }

    private static VerifiedJwt verified(String jwt) {
        VerificationKeys keys = VerificationKeys.of(JsonObject.of(Map.of("keys", List.of(KEY.toPublicJwk()))));
        return ((Verification.Valid) keys.verify(jwt, Set.of(SigningAlgorithm.ES256))).jwt();
    }

    @Nested
    @DisplayName("RFC 9101 §4: signed requests")
    class Signed {

        @Test
        void areSignedWhole() {
            logins.registration = logins.registration
                    .withResources("https://one.example", "https://two.example")
                    .signingRequests(KEY);

            VerifiedJwt object = verified(sent().required("request"));

            assertThat(object.type()).contains("oauth-authz-req+jwt");
            assertThat(object.issuer()).contains("web-app");
            assertThat(object.audience()).containsExactly(logins.provider.issuer());
            assertThat(object.expiresAt()).contains(logins.clock.instant().plusSeconds(300));
            assertThat(object.claims().strings("resource"))
                    .containsExactly("https://one.example", "https://two.example");
            assertThat(object.claims().names())
                    .contains(
                            "client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge");
        }

        @Test
        void holdNumbersAndStructuresAsSuch() {
            logins.registration = logins.registration.signingRequests(KEY);
            LoginOptions options = LoginOptions.none()
                    .withMaxAge(Duration.ofMinutes(5))
                    .withExtra("claims", "{\"userinfo\":{\"email\":null}}")
                    .withAuthorizationDetails(AuthorizationDetails.parse("[{\"type\":\"payment\"}]"));

            JsonObject claims = verified(sent(options).required("request")).claims();

            assertThat(claims.number("max_age")).contains(300L);
            assertThat(claims.object("claims")).isPresent();
            assertThat(claims.objects("authorization_details")).hasSize(1);
        }

        @Test
        void cannotHoldAStructureThatIsNone() {
            logins.registration = logins.registration.signingRequests(KEY);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sent(LoginOptions.none().withExtra("claims", "{")))
                    .withMessageContaining("claims");
        }

        @Test
        void leaveNothingElseInTheAddress() {
            logins.registration = logins.registration.signingRequests(KEY);

            assertThat(sent().names()).containsExactlyInAnyOrder("client_id", "response_type", "scope", "request");
        }
    }

    @Nested
    @DisplayName("RFC 9101 §6.1: encrypted requests")
    class Encrypted {

        private static final DecryptionKey DECRYPTION_KEY = DecryptionKey.generate(DecryptionKey.Kind.EC);
        private static final JweAlgorithms ALGORITHMS =
                new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES_A256KW, ContentEncryption.A256GCM);

        Encrypted() {
            publish(List.of(logins.provider.signingKey.toPublicJwk(), DECRYPTION_KEY.toPublicJwk()));
            logins.registration = logins.registration.signingAndEncryptingRequests(KEY, ALGORITHMS);
        }

        private void publish(List<JsonObject> keys) {
            logins.provider.overrides = Map.of(
                    "/jwks",
                    exchange ->
                            TestProvider.send(exchange, 200, JsonObject.empty().with("keys", keys)));
        }

        private static String decrypted(String jwe) {
            return new DecryptionKeys(List.of(DECRYPTION_KEY)).decrypt(jwe).orElseThrow();
        }

        @Test
        void areSignedFirst() {
            VerifiedJwt object = verified(decrypted(sent().required("request")));

            assertThat(object.type()).contains("oauth-authz-req+jwt");
            assertThat(object.claims().names()).contains("redirect_uri", "state", "nonce", "code_challenge");
        }

        @Test
        void areNothingWithoutASignature() {
            Protection unsigned = logins.provider.registration().protection();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Protection(
                            false,
                            Optional.empty(),
                            Optional.of(ALGORITHMS),
                            Optional.empty(),
                            Optional.empty(),
                            unsigned.encryption()));
        }

        @Test
        void areEncryptedAsAgreed() {
            String header = sent().required("request").split("\\.", -1)[0];

            assertThat(JsonObject.parse(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8)))
                    .returns(Optional.of("ECDH-ES+A256KW"), found -> found.string("alg"))
                    .returns(Optional.of("A256GCM"), found -> found.string("enc"))
                    .returns(Optional.of("JWT"), found -> found.string("cty"))
                    .returns(Optional.of(DECRYPTION_KEY.id()), found -> found.string("kid"));
        }

        @Test
        void leaveNothingElseInTheAddress() {
            assertThat(sent().names()).containsExactlyInAnyOrder("client_id", "response_type", "scope", "request");
        }

        @Test
        void areForAKeyThatWasPublishedSince() {
            publish(List.of(logins.provider.signingKey.toPublicJwk()));
            OpenIdClient client = logins.client();
            assertThat(reasonOf(client::startLogin)).isEqualTo(Reason.KEYS_INVALID);
            logins.clock.advance(Duration.ofSeconds(10));
            publish(List.of(DECRYPTION_KEY.toPublicJwk()));

            assertThat(client.startLogin().authorizationUri().toString()).contains("request=");
        }

        @Test
        void areNotForAKeyThatSignaturesAreMadeWith() {
            publish(List.of(TestProvider.key(SigningAlgorithm.ES256).toPublicJwk()));

            assertThat(reasonOf(ProtectedRequestTest.this::sent)).isEqualTo(Reason.KEYS_INVALID);
        }

        @ParameterizedTest
        @CsvSource({
            "request_object_encryption_alg_values_supported, RSA-OAEP-256",
            "request_object_encryption_enc_values_supported, A128GCM"
        })
        void needAProviderThatReadsThem(String member, String supported) {
            logins.provider.metadata = metadata -> metadata.with(member, List.of(supported));

            assertThat(reasonOf(ProtectedRequestTest.this::sent)).isEqualTo(Reason.METADATA_INVALID);
        }

        @Test
        void areNotSentToAProviderThatSaysNonsense() {
            logins.provider.metadata = metadata -> metadata.with("request_object_encryption_alg_values_supported", 1);

            assertThat(reasonOf(ProtectedRequestTest.this::sent)).isEqualTo(Reason.METADATA_INVALID);
        }

        @Test
        void areForTheKeyThatIsKnownWithoutAskingEachTime() {
            OpenIdClient client = logins.client();
            client.startLogin();
            client.startLogin();

            assertThat(logins.provider.requestsFor("/jwks")).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("RFC 9126 §2: pushed requests")
    class Pushed {

        private void takePushedRequests(int status, JsonObject answer) {
            logins.provider.metadata = metadata ->
                    metadata.with("pushed_authorization_request_endpoint", logins.provider.issuer() + "/par");
            logins.provider.overrides = Map.of("/par", exchange -> take(exchange, status, answer));
        }

        private void take(HttpExchange exchange, int status, JsonObject answer) throws IOException {
            pushed.add(Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            TestProvider.send(exchange, status, answer);
        }

        private void push(ClientAuthentication authentication) {
            takePushedRequests(
                    201, JsonObject.empty().with("request_uri", "urn:x").with("expires_in", 60));
            logins.registration = Registration.of(
                            logins.provider.issuer(), "web-app", authentication, "http://localhost:1/callback")
                    .pushingRequests();
        }

        @Test
        void arePushedByTheAuthenticatedApplication() {
            push(ClientAuthentication.clientSecretPost(Secret.of("hush")));

            assertThat(sent().names()).containsExactlyInAnyOrder("client_id", "request_uri");
            assertThat(pushed.getFirst().one("client_secret")).contains("hush");
            assertThat(pushed.getFirst().one("client_id")).contains("web-app");
            assertThat(pushed.getFirst().names()).contains("redirect_uri", "state", "nonce", "code_challenge");
        }

        @Test
        void areSignedAndPushed() {
            push(ClientAuthentication.privateKeyJwt(KEY));
            logins.registration = logins.registration.signingRequests(KEY);

            assertThat(sent().one("request_uri")).contains("urn:x");
            assertThat(pushed.getFirst().one("redirect_uri")).isEmpty();
            assertThat(verified(pushed.getFirst().required("request")).claims().string("redirect_uri"))
                    .contains("http://localhost:1/callback");
        }

        @Test
        void areEncryptedAndPushed() {
            DecryptionKey decryptionKey = DecryptionKey.generate(DecryptionKey.Kind.EC);
            push(ClientAuthentication.privateKeyJwt(KEY));
            Map<String, HttpHandler> both = new HashMap<>(logins.provider.overrides);
            both.put(
                    "/jwks",
                    exchange -> TestProvider.send(
                            exchange, 200, JsonObject.empty().with("keys", List.of(decryptionKey.toPublicJwk()))));
            logins.provider.overrides = both;
            logins.registration = logins.registration.signingAndEncryptingRequests(
                    KEY, new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES, ContentEncryption.A128CBC_HS256));

            assertThat(sent().names()).containsExactlyInAnyOrder("client_id", "request_uri");
            assertThat(DecryptionKeys.isEncrypted(pushed.getFirst().required("request")))
                    .isTrue();
        }

        @Test
        void mayBeRefused() {
            push(ClientAuthentication.none());
            takePushedRequests(400, JsonObject.empty().with("error", "invalid_scope"));

            assertThatThrownBy(ProtectedRequestTest.this::sent).isInstanceOf(OpenIdFailure.Refused.class);
        }

        @Test
        void needAProviderThatTakesThem() {
            logins.registration = logins.registration.pushingRequests();

            assertThatThrownBy(ProtectedRequestTest.this::sent)
                    .isInstanceOf(OpenIdFailure.Invalid.class)
                    .hasMessageContaining("pushed_authorization_request_endpoint");
        }
    }
}
