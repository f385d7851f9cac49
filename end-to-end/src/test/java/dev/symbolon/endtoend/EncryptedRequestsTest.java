package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.symbolon.client.Callback;
import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.Registration;
import dev.symbolon.client.StartedLogin;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Requests that the web-app SDK signs and encrypts for the provider (RFC 9101 §6.1)")
class EncryptedRequestsTest {

    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256);

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;
    private static String clientId;

    @BeforeAll
    static void start() {
        provider = PlannedProvider.start(folder);
        String metadata = JsonObject.empty()
                .with("client_name", "A client with secrets")
                .with("redirect_uris", List.of(PlannedProvider.REDIRECT_URI))
                .with("response_types", List.of("code id_token"))
                .with("grant_types", List.of("authorization_code", "implicit"))
                .with("token_endpoint_auth_method", "private_key_jwt")
                .with("request_object_signing_alg", "ES256")
                .with("jwks", JsonObject.empty().with("keys", List.of(KEY.toPublicJwk())))
                .toString();
        clientId = JsonObject.parse(provider.register(metadata).body()).requiredString("client_id");
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static Registration registration(JweAlgorithms algorithms) {
        return Registration.of(
                        provider.issuer().toString(),
                        clientId,
                        ClientAuthentication.privateKeyJwt(KEY),
                        PlannedProvider.REDIRECT_URI.toString())
                .signingAndEncryptingRequests(KEY, algorithms);
    }

    private static Login finish(OpenIdClient client, StartedLogin started) {
        PlainBrowser.Stop.Answer answer = provider.browser().authorize(started.authorizationUri());
        return client.finishLogin(
                started.pending(), Callback.fragment(URLUtils.serializeParameters(answer.parameters())));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_OAEP_256, A128CBC_HS256",
        "RSA_OAEP_256, A256GCM",
        "ECDH_ES, A128GCM",
        "ECDH_ES_A128KW, A256CBC_HS512",
        "ECDH_ES_A256KW, A256GCM"
    })
    void signPeopleIn(KeyManagementAlgorithm alg, ContentEncryption enc) {
        OpenIdClient client = OpenIdClient.of(registration(new JweAlgorithms(alg, enc)));
        StartedLogin started = client.startLogin();
        String request =
                Parameters.parse(started.authorizationUri().getRawQuery()).required("request");

        assertThat(DecryptionKeys.isEncrypted(request)).isTrue();
        assertThat(finish(client, started).claims().string("nonce"))
                .contains(started.pending().nonce().value());
    }

    @Test
    void mayBePushed() {
        JweAlgorithms algorithms = new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES, ContentEncryption.A256GCM);
        OpenIdClient client = OpenIdClient.of(registration(algorithms).pushingRequests());
        StartedLogin started = client.startLogin();

        assertThat(started.authorizationUri().getRawQuery()).contains("request_uri=");
        assertThat(finish(client, started).claims().string("nonce"))
                .contains(started.pending().nonce().value());
    }
}
