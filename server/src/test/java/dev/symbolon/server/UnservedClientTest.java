package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import dev.symbolon.server.user.Passwords;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Clients that ask for what an operator has switched off")
@ParameterizedClass
@EnumSource
class UnservedClientTest {

    private static final String MAIL = "https://api.example.com/mail";
    private static final JsonObject KEYS = JsonObject.of(Map.of(
            "keys",
            List.of(
                    TestClient.KEY.toPublicJwk(),
                    DecryptionKey.generate(DecryptionKey.Kind.EC).toPublicJwk())));
    private static final RegistrationSettings OPEN = new RegistrationSettings(
            true,
            Optional.empty(),
            100,
            new Allowance(
                    List.of(new Audience(MAIL)),
                    Set.of(GrantType.DEVICE_CODE, GrantType.CIBA, GrantType.TOKEN_EXCHANGE, GrantType.JWT_BEARER),
                    false),
            RegistrationSettings.OFF.statements(),
            RegistrationSettings.OFF.documents(),
            RegistrationSettings.OFF.secretOverlap());

    private final Feature feature;

    @AutoClose
    private final TestProvider whole;

    @AutoClose
    private final TestProvider without;

    UnservedClientTest(Feature feature) {
        this.feature = feature;
        this.whole = provider();
        this.without = provider(feature);
    }

    private static TestProvider provider(Feature... off) {
        TestProvider provider = TestProvider.registering(OPEN, off);
        DetailType letter = new DetailType("letter", LocalizedText.of("Send a letter"), Map.of(), false, List.of());
        provider.declare(TestProvider.api(MAIL, "read:mail").withDetailTypes(letter));
        return provider;
    }

    @Test
    void cannotRegister() {
        for (JsonObject metadata : asking()) {
            assertThat(new TestRegistrar(without).refusal(metadata)).startsWith("invalid_client_metadata: ");
            assertThat(new TestRegistrar(whole).post(metadata).status()).isEqualTo(201);
        }
    }

    @Test
    void areRefusedInAManifest() {
        for (String yaml : declared()) {
            assertThatThrownBy(() -> apply(yaml, Features.ALL.without(feature)))
                    .hasMessageContaining("needs features." + feature.key() + ", which is switched off");
            assertThatCode(() -> apply(yaml, Features.ALL)).doesNotThrowAnyException();
        }
    }

    private void apply(String yaml, Features features) {
        SecureRandom random = new SecureRandom();
        new ManifestComparison(
                        whole.storage(),
                        whole.keys().secretDigests(),
                        new Passwords(random, Runnable::run),
                        random,
                        features)
                .compare(Manifest.parse("manifest.yaml", yaml, Map.of()));
    }

    private static JsonObject with(String name, Object value) {
        return TestRegistrar.USUAL.with("jwks", KEYS).with(name, value);
    }

    /** What asks for it in a registration, if anything does. */
    private List<JsonObject> asking() {
        return switch (feature) {
            case JARM -> List.of(with("authorization_signed_response_alg", "ES256"));
            case DPOP -> List.of(with("dpop_bound_access_tokens", true));
            case INTROSPECTION -> List.of(with("introspection_signed_response_alg", "ES256"));
            case DEVICE_AUTHORIZATION -> List.of(with("grant_types", List.of(GrantType.DEVICE_CODE.toString())));
            case TOKEN_EXCHANGE -> List.of(with("grant_types", List.of(GrantType.TOKEN_EXCHANGE.toString())));
            case JWT_BEARER -> List.of(with("grant_types", List.of(GrantType.JWT_BEARER.toString())));
            case BACKCHANNEL_AUTHENTICATION -> List.of(with("grant_types", List.of(GrantType.CIBA.toString())));
            case RICH_AUTHORIZATION_REQUESTS -> List.of(with("authorization_details_types", List.of("letter")));
            case REQUEST_OBJECTS ->
                List.of(
                        with("require_signed_request_object", true),
                        with("request_object_signing_alg", "ES256"),
                        with("request_uris", List.of("https://app.example.net/request")));
            case PUSHED_AUTHORIZATION_REQUESTS -> List.of(with("require_pushed_authorization_requests", true));
            case JWT_CLIENT_AUTHENTICATION ->
                List.of(
                        with("token_endpoint_auth_method", "private_key_jwt"),
                        with("token_endpoint_auth_method", "client_secret_jwt"));
            case PAIRWISE_SUBJECTS -> List.of(with("subject_type", "pairwise"));
            case RESPONSE_ENCRYPTION ->
                List.of(
                        with("id_token_encrypted_response_alg", "ECDH-ES"),
                        with("authorization_encrypted_response_alg", "ECDH-ES"),
                        with("introspection_encrypted_response_alg", "ECDH-ES"));
            case RP_INITIATED_LOGOUT ->
                List.of(with("post_logout_redirect_uris", List.of("https://app.example.net/bye")));
            case BACKCHANNEL_LOGOUT -> List.of(with("backchannel_logout_uri", "https://app.example.net/told"));
            case FRONTCHANNEL_LOGOUT -> List.of(with("frontchannel_logout_uri", "https://app.example.net/out"));
            case WEB_MESSAGE,
                    CLAIMS_PARAMETER,
                    REVOCATION,
                    SEVERAL_RESOURCES,
                    REQUEST_ENCRYPTION,
                    REGISTRATION,
                    CLIENT_ID_METADATA_DOCUMENTS,
                    SESSION_MANAGEMENT -> List.of();
        };
    }

    private static String client(String more) {
        return "clients: [{id: web, name: Web, secret: " + "s".repeat(40) + ", jwks: '" + KEYS
                + "', redirect-uris: ['https://app.example.com/'], " + more + "}]";
    }

    /** What asks for it in a manifest, if anything does. */
    private List<String> declared() {
        return switch (feature) {
            case JARM ->
                List.of(
                        client("tokens: {authorization-signed-response-alg: ES256}"),
                        client("tokens: {authorization-encrypted-response-alg: ECDH-ES}"));
            case WEB_MESSAGE -> List.of(client("response-modes: [web_message]"));
            case DPOP -> List.of(client("tokens: {dpop-bound-access-tokens: true}"));
            case INTROSPECTION ->
                List.of(
                        client("tokens: {introspection-signed-response-alg: ES256}"),
                        client("tokens: {introspection-encrypted-response-alg: ECDH-ES}"),
                        "apis: [{audience: 'https://api.example.com/x', name: X, access-token-format: opaque}]");
            case DEVICE_AUTHORIZATION ->
                List.of(client("grant-types: [authorization_code, '" + GrantType.DEVICE_CODE + "']"));
            case BACKCHANNEL_AUTHENTICATION ->
                List.of(client("grant-types: [authorization_code, '" + GrantType.CIBA + "']"));
            case TOKEN_EXCHANGE ->
                List.of(client("apis: [{audience: '" + MAIL + "'}], grant-types: [authorization_code, '"
                        + GrantType.TOKEN_EXCHANGE + "'], token-exchange: [{audience: '" + MAIL
                        + "', subject-clients: [web]}]"));
            case JWT_BEARER ->
                List.of(client(
                        "apis: [{audience: '" + MAIL + "'}], grant-types: [authorization_code, '" + GrantType.JWT_BEARER
                                + "'], assertion-issuers: [{issuer: 'https://hr.example.org', jwks: '" + KEYS
                                + "', sub: subject, subjects: [sub-ada], audiences: ['" + MAIL + "']}]"));
            case RICH_AUTHORIZATION_REQUESTS ->
                List.of(
                        client("apis: [{audience: '" + MAIL + "'}], authorization-details-types: [letter]"),
                        "apis: [{audience: 'https://api.example.com/x', name: X,"
                                + " authorization-details: [{type: parcel, title: Send a parcel}]}]");
            case REQUEST_OBJECTS ->
                List.of(
                        client("require-signed-request-object: true"),
                        client("request-object-signing-alg: ES256"),
                        client("request-uris: ['https://app.example.com/request']"));
            case PUSHED_AUTHORIZATION_REQUESTS -> List.of(client("require-pushed-authorization-requests: true"));
            case JWT_CLIENT_AUTHENTICATION ->
                List.of(
                        client("authentication: client_secret_jwt"),
                        client("authentication: private_key_jwt").replaceFirst("secret: s+, ", ""));
            case PAIRWISE_SUBJECTS -> List.of(client("subject-type: pairwise"));
            case RESPONSE_ENCRYPTION ->
                List.of(
                        client("tokens: {id-token-encrypted-response-alg: ECDH-ES}"),
                        client("tokens: {userinfo-signed-response-alg: ES256,"
                                + " userinfo-encrypted-response-alg: ECDH-ES}"),
                        client("tokens: {authorization-encrypted-response-alg: ECDH-ES}"));
            case RP_INITIATED_LOGOUT -> List.of(client("post-logout-redirect-uris: ['https://app.example.com/bye']"));
            case BACKCHANNEL_LOGOUT -> List.of(client("backchannel-logout-uri: 'https://app.example.com/told'"));
            case FRONTCHANNEL_LOGOUT -> List.of(client("frontchannel-logout-uri: 'https://app.example.com/out'"));
            case CLAIMS_PARAMETER,
                    REVOCATION,
                    SEVERAL_RESOURCES,
                    REQUEST_ENCRYPTION,
                    REGISTRATION,
                    CLIENT_ID_METADATA_DOCUMENTS,
                    SESSION_MANAGEMENT -> List.of();
        };
    }
}
