package dev.symbolon.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestProvider;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.user.Passwords;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-profile in a manifest")
class SecurityProfileTest {

    private static final String JWKS = JsonObject.of(Map.of(
                    "keys", List.of(SigningKey.generate(SigningAlgorithm.ES256).toPublicJwk())))
            .toString();

    @AutoClose
    private final TestProvider provider = TestProvider.withUser();

    private static String manifest(String profile, String keys) {
        return "clients: [{id: bank, name: Bank, security-profile: " + profile + ", jwks: '" + JWKS
                + "', redirect-uris: ['https://app.example.com/'], apis: [{audience: " + TestProvider.REPORTS + "}]"
                + keys + "}]";
    }

    private Difference compare(String yaml) {
        SecureRandom random = new SecureRandom();
        return new ManifestComparison(
                        provider.storage(),
                        provider.keys().secretDigests(),
                        new Passwords(random, Runnable::run),
                        random)
                .compare(Manifest.parse("manifest.yaml", yaml, Map.of()));
    }

    private Client applied(String yaml) {
        provider.storage().declare(compare(yaml).declarations());
        return provider.storage().clients().find(new ClientId("bank")).orElseThrow();
    }

    private String refusal(String yaml) {
        try {
            compare(yaml);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was accepted");
    }

    @Test
    void fillsInWhatFapi2Fixes() {
        Client client = applied(manifest("fapi2-security-profile", ""));

        assertThat(client.profile()).isEqualTo(Profile.FAPI2_SECURITY);
        assertThat(client.credentials().method()).isEqualTo(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        assertThat(client.flows().responseTypes()).containsExactly(ResponseType.CODE);
        assertThat(client.flows().pkceRequired()).isTrue();
        assertThat(client.flows().requests().pushed()).isTrue();
        assertThat(client.flows().requests().signed()).isFalse();
        assertThat(client.tokens().signing().idToken()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(client.tokens().signing().authorization()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(client.tokens().senderConstraint().isBound()).isTrue();
    }

    @Test
    void fillsInWhatMessageSigningFixes() {
        Client client = applied(manifest("fapi2-message-signing", ", tokens: {id-token-signed-response-alg: PS256}"));

        assertThat(client.flows().requests().pushed()).isTrue();
        assertThat(client.flows().requests().signed()).isTrue();
        assertThat(client.tokens().signing().idToken()).isEqualTo(SigningAlgorithm.PS256);
        assertThat(client.tokens().signing().authorization()).isEqualTo(SigningAlgorithm.ES256);
    }

    @Test
    void fillsInWhatFapi1Fixes() {
        Client client = applied(manifest("fapi1-advanced", ""));

        assertThat(client.flows().responseTypes())
                .containsExactlyInAnyOrder(ResponseType.CODE_ID_TOKEN, ResponseType.CODE);
        assertThat(client.flows().requests().signed()).isTrue();
        assertThat(client.flows().requests().pushed()).isFalse();
        assertThat(client.flows().pkceRequired()).isFalse();
        assertThat(client.tokens().signing().idToken()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(client.tokens().senderConstraint()).isEqualTo(new SenderConstraint(false, false, true));
    }

    @Test
    void bindsTheTokensOfFapi2ToTheCertificateThatAClientShowsAnyway() {
        Client client = applied(manifest("fapi2-security-profile", ", authentication: self_signed_tls_client_auth"));

        assertThat(client.tokens().senderConstraint()).isEqualTo(new SenderConstraint(false, false, true));
    }

    @Test
    void letsTokensBeBoundToAKeyBesidesTheCertificate() {
        Client client = applied(manifest("fapi1-advanced", ", tokens: {dpop-bound-access-tokens: true}"));

        assertThat(client.tokens().senderConstraint()).isEqualTo(new SenderConstraint(true, false, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            authentication: none                    | authentication: none | must be private_key_jwt, tls_client_auth or self_signed_tls_client_auth
            authentication: client_secret_basic, secret: ssssssssssssssssssssssssssssssssssss | authentication: client_secret_basic | must be private_key_jwt
            response-types: [code token]            | response-types: | must be among code id_token and code
            require-signed-request-object: false    | require-signed-request-object: false | must be true by the profile fapi1-advanced (FAPI 1.0 Advanced §5.2.2-1)
            token-endpoint-auth-signing-alg: EdDSA  | token-endpoint-auth-signing-alg: EdDSA | must be one of [PS256, ES256]
            request-object-signing-alg: RS256       | request-object-signing-alg: RS256 | must be one of [PS256, ES256]
            tokens: {id-token-signed-response-alg: EdDSA} | id-token-signed-response-alg: EdDSA | must be one of [PS256, ES256]
            tokens: {id-token-algorithm: EdDSA}     | id-token-algorithm: EdDSA | must be one of [PS256, ES256]
            tokens: {userinfo-signed-response-alg: PS512} | userinfo-signed-response-alg: PS512 | must be one of [PS256, ES256]
            tokens: {authorization-signed-response-alg: RS256} | authorization-signed-response-alg: RS256 | must be one of [PS256, ES256]
            tokens: {introspection-signed-response-alg: RS256} | introspection-signed-response-alg: RS256 | must be one of [PS256, ES256]
            tokens: {tls-client-certificate-bound-access-tokens: false, dpop-bound-access-tokens: true} | tls-client-certificate-bound-access-tokens: false | must be true: APIs of the profile know no other binding by the profile fapi1-advanced (FAPI 1.0 Advanced §5.2.2-5, -6)
            """)
    void isNotContradictedForFapi1Either(String keys, String place, String remedy) {
        assertThat(refusal(manifest("fapi1-advanced", ", " + keys)))
                .contains(place)
                .contains(remedy);
    }

    @Test
    void isNotContradictedForFapi1ByTheTokensOfAnApi() {
        String api =
                "{apis: [{audience: " + TestProvider.REPORTS + ", name: Reports, access-token-algorithm: EdDSA}], ";

        assertThat(refusal(api + manifest("fapi1-advanced", "") + "}"))
                .contains("must have an access-token-algorithm among [PS256, ES256]");
    }

    @Test
    void doesNotMindTheAlgorithmOfOpaqueTokens() {
        String api = "{apis: [{audience: " + TestProvider.REPORTS
                + ", name: Reports, access-token-format: opaque, access-token-algorithm: RS256}], ";

        assertThat(compare(api + manifest("fapi2-security-profile", "") + "}").isEmpty())
                .isFalse();
    }

    @Test
    void fillsInWhatFapiCibaFixes() {
        Client client = applied(manifest("fapi-ciba", "").replace("redirect-uris: ['https://app.example.com/'], ", ""));

        assertThat(client.flows().grantTypes()).containsExactlyInAnyOrder(GrantType.CIBA, GrantType.REFRESH_TOKEN);
        assertThat(client.flows().responseTypes()).isEmpty();
        assertThat(client.flows().backchannel().deliveryMode()).isEqualTo("poll");
        assertThat(client.flows().backchannel().algorithm()).contains(SigningAlgorithm.ES256);
        assertThat(client.tokens().signing().idToken()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(client.tokens().senderConstraint().isBound()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backchannel-authentication-request-signing-alg: RS256 | must be one of [PS256, ES256]
            grant-types: [authorization_code]                     | must have urn:openid:params:grant-type:ciba by the profile fapi-ciba (FAPI CIBA §5.2.2-4)
            tokens: {id-token-algorithm: RS256}                   | must be one of [PS256, ES256]
            authentication: client_secret_basic                   | must be private_key_jwt
            backchannel-token-delivery-mode: push                 | must be poll or ping
            """)
    void isNotContradictedForFapiCibaEither(String keys, String remedy) {
        assertThat(refusal(manifest("fapi-ciba", ", " + keys))).contains(remedy);
    }

    @Test
    void hasNoRedirectUrisOfThisMachineForFapi1() {
        String local = manifest("fapi1-advanced", "").replace("https://app.example.com/", "http://127.0.0.1/");

        assertThat(refusal(local)).contains("must begin with https://").contains("§7.5");
    }

    @Test
    void changesNothingIfItIsDeclaredAgain() {
        applied(manifest("fapi2-message-signing", ""));

        assertThat(compare(manifest("fapi2-message-signing", "")).isEmpty()).isTrue();
    }

    @Test
    void tellsThatItChanges() {
        applied(manifest("fapi2-security-profile", ""));

        assertThat(compare(manifest("fapi2-message-signing", "")).describe())
                .contains("~ client bank  security-profile: fapi2-security-profile → fapi2-message-signing")
                .contains("~ client bank  require-signed-request-object: false → true");
    }

    @Test
    void isForClientsWithoutABrowserToo() {
        Client client = applied(manifest("fapi2-security-profile", ", grant-types: client_credentials")
                .replace("redirect-uris: ['https://app.example.com/'], ", ""));

        assertThat(client.flows().responseTypes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            authentication: none                                    | authentication: none | must be private_key_jwt, tls_client_auth or self_signed_tls_client_auth by the profile fapi2-security-profile (FAPI 2.0 Security Profile §5.3.2.1
            authentication: client_secret_jwt, secret: ssssssssssssssssssssssssssssssssssss | authentication: client_secret_jwt | must be private_key_jwt
            response-types: [code, code id_token]                   | response-types: | must be code alone
            require-pkce: false                                     | require-pkce: false | must be true
            require-pushed-authorization-requests: false            | require-pushed-authorization-requests: false | must be true
            token-endpoint-auth-signing-alg: RS256                  | token-endpoint-auth-signing-alg: RS256 | must be one of [PS256, ES256, EdDSA, Ed25519]
            request-object-signing-alg: ES384                       | request-object-signing-alg: ES384 | must be one of [PS256, ES256, EdDSA, Ed25519]
            tokens: {id-token-signed-response-alg: RS256}           | id-token-signed-response-alg: RS256 | must be one of [PS256, ES256, EdDSA, Ed25519]
            tokens: {id-token-algorithm: RS256}                     | id-token-algorithm: RS256 | must be one of [PS256, ES256, EdDSA, Ed25519]
            tokens: {userinfo-signed-response-alg: RS256}           | userinfo-signed-response-alg: RS256 | must be one of [PS256, ES256, EdDSA, Ed25519]
            tokens: {authorization-signed-response-alg: RS256}      | authorization-signed-response-alg: RS256 | must be one of [PS256, ES256, EdDSA, Ed25519]
            tokens: {introspection-signed-response-alg: RS256}      | introspection-signed-response-alg: RS256 | must be one of [PS256, ES256, EdDSA, Ed25519]
            tokens: {dpop-bound-access-tokens: false}               | dpop-bound-access-tokens: false | must be true, or tls-client-certificate-bound-access-tokens, so that nobody else can use its tokens
            """)
    void isNotContradicted(String keys, String place, String remedy) {
        assertThat(refusal(manifest("fapi2-security-profile", ", " + keys)))
                .contains(place)
                .contains(remedy);
    }

    @Test
    void isNotContradictedByWhatMessageSigningAdds() {
        assertThat(refusal(manifest("fapi2-message-signing", ", require-signed-request-object: false")))
                .contains("require-signed-request-object: false")
                .contains("must be true by the profile fapi2-message-signing (FAPI 2.0 Message Signing §5.3.1)");
    }

    @Test
    void isNotContradictedByWhatMessageSigningTakesOver() {
        assertThat(refusal(manifest("fapi2-message-signing", ", require-pushed-authorization-requests: false")))
                .contains("must be true by the profile fapi2-message-signing (FAPI 2.0 Security Profile §5.3.2.2-3)");
    }

    @Test
    void isNotContradictedByTheTokensOfAnApi() {
        String api =
                "{apis: [{audience: " + TestProvider.REPORTS + ", name: Reports, access-token-algorithm: RS256}], ";

        assertThat(refusal(api + manifest("fapi2-security-profile", "") + "}"))
                .contains("apis:")
                .contains("must have an access-token-algorithm among [PS256, ES256, EdDSA, Ed25519]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fapi", "none", "FAPI2-SECURITY-PROFILE"})
    void isOneOfThoseThatThereAre(String name) {
        assertThat(refusal(manifest(name, "")))
                .contains("security-profile: " + name)
                .contains("must be one of");
    }
}
