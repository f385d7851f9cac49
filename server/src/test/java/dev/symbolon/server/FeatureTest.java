package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.configuration.RegistrationSettings.Documents;
import dev.symbolon.server.storage.Declarations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Everything that an operator can switch off")
@ParameterizedClass
@EnumSource
class FeatureTest {

    private static final String MAIL = "https://api.example.com/mail";
    private static final RegistrationSettings OPEN = new RegistrationSettings(
            true,
            Optional.empty(),
            100,
            new Allowance(
                    List.of(new Audience(MAIL)),
                    Set.of(GrantType.DEVICE_CODE, GrantType.CIBA, GrantType.TOKEN_EXCHANGE, GrantType.JWT_BEARER),
                    false),
            RegistrationSettings.OFF.statements(),
            new Documents(List.of("127.0.0.1"), List.of()),
            RegistrationSettings.OFF.secretOverlap());

    private final Feature feature;

    @AutoClose
    private final TestProvider whole;

    @AutoClose
    private final TestProvider without;

    FeatureTest(Feature feature) {
        this.feature = feature;
        this.whole = TestProvider.registering(OPEN);
        this.without = TestProvider.registering(OPEN, feature);
        whole.declare(mail());
        without.declare(mail());
    }

    private static Api mail() {
        return TestProvider.api(MAIL, "read:mail")
                .withDetailTypes(
                        new DetailType("letter", LocalizedText.of("Send a letter"), Map.of(), false, List.of()));
    }

    private static JsonObject metadata(TestProvider provider) {
        return JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());
    }

    @Test
    void vanishesFromDiscoveryAndNothingElseDoes() {
        Set<String> gone = new HashSet<>(metadata(whole).names());
        gone.removeAll(metadata(without).names());

        assertThat(gone).containsExactlyInAnyOrderElementsOf(members());
        for (String value : values()) {
            assertThat(metadata(without).toString()).doesNotContain(value);
            assertThat(metadata(whole).toString()).contains(value);
        }
    }

    /** What discovery says because of it, in members of its own. */
    private List<String> members() {
        return switch (feature) {
            case JARM ->
                List.of(
                        "authorization_signing_alg_values_supported",
                        "authorization_encryption_alg_values_supported",
                        "authorization_encryption_enc_values_supported");
            case WEB_MESSAGE -> List.of();
            case DPOP -> List.of("dpop_signing_alg_values_supported");
            case INTROSPECTION ->
                List.of(
                        "introspection_endpoint",
                        "introspection_endpoint_auth_methods_supported",
                        "introspection_endpoint_auth_signing_alg_values_supported",
                        "introspection_signing_alg_values_supported",
                        "introspection_encryption_alg_values_supported",
                        "introspection_encryption_enc_values_supported");
            case REVOCATION ->
                List.of(
                        "revocation_endpoint",
                        "revocation_endpoint_auth_methods_supported",
                        "revocation_endpoint_auth_signing_alg_values_supported");
            case DEVICE_AUTHORIZATION -> List.of("device_authorization_endpoint");
            case RICH_AUTHORIZATION_REQUESTS -> List.of("authorization_details_types_supported");
            case REQUEST_OBJECTS ->
                List.of(
                        "require_request_uri_registration",
                        "request_object_signing_alg_values_supported",
                        "request_object_encryption_alg_values_supported",
                        "request_object_encryption_enc_values_supported");
            case REQUEST_ENCRYPTION ->
                List.of(
                        "request_object_encryption_alg_values_supported",
                        "request_object_encryption_enc_values_supported");
            case PUSHED_AUTHORIZATION_REQUESTS ->
                List.of("pushed_authorization_request_endpoint", "require_pushed_authorization_requests");
            case JWT_CLIENT_AUTHENTICATION ->
                List.of(
                        "token_endpoint_auth_signing_alg_values_supported",
                        "introspection_endpoint_auth_signing_alg_values_supported",
                        "revocation_endpoint_auth_signing_alg_values_supported");
            case RESPONSE_ENCRYPTION ->
                List.of(
                        "id_token_encryption_alg_values_supported",
                        "id_token_encryption_enc_values_supported",
                        "userinfo_encryption_alg_values_supported",
                        "userinfo_encryption_enc_values_supported",
                        "authorization_encryption_alg_values_supported",
                        "authorization_encryption_enc_values_supported",
                        "introspection_encryption_alg_values_supported",
                        "introspection_encryption_enc_values_supported");
            case REGISTRATION -> List.of("registration_endpoint");
            case CLIENT_ID_METADATA_DOCUMENTS -> List.of("client_id_metadata_document_supported");
            case RP_INITIATED_LOGOUT -> List.of("end_session_endpoint");
            case BACKCHANNEL_LOGOUT -> List.of("backchannel_logout_supported", "backchannel_logout_session_supported");
            case FRONTCHANNEL_LOGOUT ->
                List.of("frontchannel_logout_supported", "frontchannel_logout_session_supported");
            case SESSION_MANAGEMENT -> List.of("check_session_iframe");
            case BACKCHANNEL_AUTHENTICATION ->
                List.of(
                        "backchannel_authentication_endpoint",
                        "backchannel_token_delivery_modes_supported",
                        "backchannel_authentication_request_signing_alg_values_supported",
                        "backchannel_user_code_parameter_supported");
            case CLAIMS_PARAMETER, TOKEN_EXCHANGE, JWT_BEARER, SEVERAL_RESOURCES, PAIRWISE_SUBJECTS -> List.of();
        };
    }

    /** What discovery says because of it, in members of others. */
    private String[] values() {
        return switch (feature) {
            case JARM -> new String[] {"\"query.jwt\"", "\"jwt\""};
            case WEB_MESSAGE -> new String[] {"\"web_message\""};
            case CLAIMS_PARAMETER -> new String[] {"\"claims_parameter_supported\":true"};
            case DEVICE_AUTHORIZATION -> new String[] {GrantType.DEVICE_CODE.toString()};
            case TOKEN_EXCHANGE -> new String[] {GrantType.TOKEN_EXCHANGE.toString()};
            case JWT_BEARER -> new String[] {GrantType.JWT_BEARER.toString()};
            case BACKCHANNEL_AUTHENTICATION -> new String[] {GrantType.CIBA.toString()};
            case REQUEST_OBJECTS ->
                new String[] {"\"request_parameter_supported\":true", "\"request_uri_parameter_supported\":true"};
            case JWT_CLIENT_AUTHENTICATION -> new String[] {"\"private_key_jwt\"", "\"client_secret_jwt\""};
            case PAIRWISE_SUBJECTS -> new String[] {"\"pairwise\""};
            default -> members().stream().map(name -> "\"" + name + "\"").toArray(String[]::new);
        };
    }

    @Test
    void isRefusedWhereItWasServed() {
        assertThat(attempt(without)).isEqualTo(refusal());
        assertThat(attempt(whole)).isNotEqualTo(refusal());
    }

    /** What comes of an attempt to use it, by what its standard says of a provider that does not have it. */
    private String refusal() {
        return switch (feature) {
            case INTROSPECTION,
                    REVOCATION,
                    PUSHED_AUTHORIZATION_REQUESTS,
                    REGISTRATION,
                    RP_INITIATED_LOGOUT,
                    SESSION_MANAGEMENT -> "404";
            case DEVICE_AUTHORIZATION, BACKCHANNEL_AUTHENTICATION -> "404 unsupported_grant_type";
            case TOKEN_EXCHANGE, JWT_BEARER -> "unsupported_grant_type";
            case JARM, WEB_MESSAGE -> "invalid_request";
            case RICH_AUTHORIZATION_REQUESTS -> "invalid_authorization_details";
            case SEVERAL_RESOURCES -> "invalid_target";
            case REQUEST_OBJECTS -> "request_not_supported";
            case JWT_CLIENT_AUTHENTICATION -> "invalid_client";
            case PAIRWISE_SUBJECTS, RESPONSE_ENCRYPTION -> "unauthorized_client unauthorized_client";
            case REQUEST_ENCRYPTION,
                    CLIENT_ID_METADATA_DOCUMENTS,
                    CLAIMS_PARAMETER,
                    BACKCHANNEL_LOGOUT,
                    FRONTCHANNEL_LOGOUT -> "false";
            case DPOP -> "Bearer";
        };
    }

    private String attempt(TestProvider at) {
        return switch (feature) {
            case INTROSPECTION -> posted(at, "/oauth/introspect");
            case REVOCATION -> posted(at, "/oauth/revoke");
            case PUSHED_AUTHORIZATION_REQUESTS -> posted(at, "/oauth/par");
            case REGISTRATION -> posted(at, "/oidc/register");
            case RP_INITIATED_LOGOUT -> got(at, "/v2/logout");
            case SESSION_MANAGEMENT -> got(at, "/oidc/session");
            case DEVICE_AUTHORIZATION -> posted(at, "/oauth/device/code") + " " + redeemed(at, GrantType.DEVICE_CODE);
            case BACKCHANNEL_AUTHENTICATION -> posted(at, "/bc-authorize") + " " + redeemed(at, GrantType.CIBA);
            case TOKEN_EXCHANGE -> redeemed(at, GrantType.TOKEN_EXCHANGE);
            case JWT_BEARER -> redeemed(at, GrantType.JWT_BEARER);
            case JARM -> asked(at, "response_mode", "query.jwt");
            case WEB_MESSAGE -> told(at);
            case RICH_AUTHORIZATION_REQUESTS -> asked(at, "authorization_details", "[{\"type\":\"letter\"}]");
            case SEVERAL_RESOURCES -> asked(at, "resource", MAIL);
            case REQUEST_OBJECTS ->
                asked(at, "request", TestClient.KEY.sign("oauth-authz-req+jwt", JsonObject.empty()));
            case JWT_CLIENT_AUTHENTICATION -> authenticated(at);
            case PAIRWISE_SUBJECTS -> promised(at, at.register(TestClient::withPairwiseSubjects));
            case RESPONSE_ENCRYPTION -> promised(at, at.register(one -> one.withEncryption(encryption())));
            case REQUEST_ENCRYPTION -> hasKeysToEncryptFor(at);
            case CLIENT_ID_METADATA_DOCUMENTS -> asksForDocuments(at);
            case CLAIMS_PARAMETER -> yieldsWhatIsClaimed(at);
            case FRONTCHANNEL_LOGOUT -> loadsFrames(at);
            case DPOP -> boundBy(at);
            case BACKCHANNEL_LOGOUT -> tellsClients(at);
        };
    }

    private static String posted(TestProvider at, String path) {
        return Integer.toString(at.post(path, Parameters.none(), Map.of()).status());
    }

    private static String got(TestProvider at, String path) {
        return Integer.toString(at.get(path, Map.of()).status());
    }

    private static String redeemed(TestProvider at, GrantType type) {
        return at.token(at.register(), Parameters.none().with("grant_type", type.toString()))
                .error();
    }

    /** A client that may ask for several APIs, and for something in detail. */
    private static TestClient registered(TestProvider at) {
        ClientRequests requests = new ClientRequests(false, false, Optional.empty(), Set.of(), Set.of("letter"));
        TestClient client = at.register(one -> one.withFlows(one.flows().with(requests)));
        Client known = at.storage().clients().find(client.id()).orElseThrow();
        Client ofBoth = new Client(
                known.id(),
                known.presentation(),
                known.credentials(),
                known.redirectUris(),
                known.logout(),
                known.flows(),
                known.tokens(),
                Map.of(
                        new Audience(TestProvider.REPORTS),
                        Scope.of("read:reports", "create:reports"),
                        new Audience(MAIL),
                        Scope.of("read:mail")));
        at.storage().declare(Declarations.of(List.of(ofBoth), List.of(), List.of()));
        return client;
    }

    private static String asked(TestProvider at, String name, String value) {
        TestClient client = registered(at);
        return outcome(at.browser().authorize(client.request("code").with(name, value)));
    }

    /** What comes of a silent request for a message: it needs somebody who is signed in, or else a mode that there is. */
    private static String told(TestProvider at) {
        Parameters request =
                at.register().request("code").with("prompt", "none").with("response_mode", "web_message");
        return switch (at.browser().ask(request)) {
            case TestBrowser.Stop.Returned(var callback, var _) -> outcome(callback);
            case TestBrowser.Stop.Shown(var _, var document) ->
                document.expectFirst("[data-message]").attr("data-message");
        };
    }

    private static String outcome(TestCallback callback) {
        return callback.all().one("error").orElse("granted");
    }

    private static String authenticated(TestProvider at) {
        TestClient client = at.register(one -> one.withMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT));
        return at.token(client, Parameters.none().with("grant_type", "client_credentials"))
                .json()
                .string("error")
                .orElse("granted");
    }

    /** What a client gets that was to have more protection: by the browser, and from server to server. */
    private static String promised(TestProvider at, TestClient client) {
        return outcome(at.browser().authorize(client.request("code"))) + " "
                + at.token(client, client.codeGrant("nonsense")).error();
    }

    private static ResponseEncryption encryption() {
        JweAlgorithms how = new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES, ContentEncryption.A256GCM);
        return new ResponseEncryption(Optional.of(how), Optional.empty(), Optional.empty());
    }

    private static String hasKeysToEncryptFor(TestProvider at) {
        return Boolean.toString(
                at.get("/.well-known/jwks.json", Map.of()).body().contains("\"use\":\"enc\""));
    }

    private static String asksForDocuments(TestProvider at) {
        Parameters request = Parameters.none().with("client_id", "http://127.0.0.1:1/client.json");
        TestBrowser browser = at.browser();
        String page = browser.page(browser.ask(request)).response().body();
        return Boolean.toString(page.contains("cannot be known by its document"));
    }

    private static String yieldsWhatIsClaimed(TestProvider at) {
        TestClient client = at.register();
        Parameters request = client.request("code id_token").with("claims", "{\"id_token\":{\"email\":null}}");
        String idToken = at.browser().authorize(request).idToken();
        return Boolean.toString(at.verified(idToken).claims().has("email"));
    }

    /** Signs in and out again. */
    private static TestBrowser.Stop signedOut(TestProvider at, TestClient client) {
        TestBrowser browser = at.browser();
        TestCallback callback = browser.authorize(client.request("code id_token"));
        at.redeem(client, callback);
        Parameters logout = Parameters.none().with("id_token_hint", callback.idToken());
        return browser.open("/oidc/logout?" + logout.encoded());
    }

    private static String loadsFrames(TestProvider at) {
        TestClient client = at.register(one -> one.withFrontChannelLogout("https://app.example.net/out"));
        boolean loads = signedOut(at, client) instanceof TestBrowser.Stop.Shown page
                && page.document().selectFirst("iframe") != null;
        return Boolean.toString(loads);
    }

    private static String tellsClients(TestProvider at) {
        signedOut(at, at.register(one -> one.withBackChannelLogout("https://app.example.net/told")));
        List<String> told = new ArrayList<>();
        at.tellClients((uri, form) -> {
            told.add(uri.toString());
            return 200;
        });
        return Boolean.toString(!told.isEmpty());
    }

    private static String boundBy(TestProvider at) {
        TestClient client = at.register();
        TestProofs proofs = new TestProofs(at);
        TestCallback callback = at.browser().authorize(client.request("code"));
        return proofs.token(client, client.codeGrant(callback.code()), proofs.forToken())
                .json()
                .requiredString("token_type");
    }
}
