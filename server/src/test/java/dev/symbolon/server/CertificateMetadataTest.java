package dev.symbolon.server;

import static dev.symbolon.server.CertifiedClients.ADDRESS;
import static dev.symbolon.server.CertifiedClients.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What metadata say of certificates (RFC 8705)")
class CertificateMetadataTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private final CertifiedClients clients = new CertifiedClients(folder);

    private final TestProvider provider = clients.provider;

    private JsonObject metadata() {
        return JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());
    }

    @Nested
    @DisplayName("§3.3, §5: discovery")
    class Discovery {

        @Test
        void namesWhatIsServed() {
            assertThat(metadata().bool("tls_client_certificate_bound_access_tokens"))
                    .contains(true);
            assertThat(metadata().strings("token_endpoint_auth_methods_supported"))
                    .contains("tls_client_auth", "self_signed_tls_client_auth");
            assertThat(metadata().strings("introspection_endpoint_auth_methods_supported"))
                    .contains("tls_client_auth", "self_signed_tls_client_auth");
        }

        @Test
        void leadsClientsButNoBrowsersElsewhere() {
            JsonObject aliases = metadata().object("mtls_endpoint_aliases").orElseThrow();

            assertThat(aliases.names())
                    .containsExactlyInAnyOrder(
                            "token_endpoint",
                            "revocation_endpoint",
                            "introspection_endpoint",
                            "device_authorization_endpoint",
                            "pushed_authorization_request_endpoint",
                            "backchannel_authentication_endpoint",
                            "userinfo_endpoint");
            assertThat(aliases.string("token_endpoint")).contains(ADDRESS + "/oauth/token");
        }

        @Test
        void namesNoAliasesIfThereIsNoOtherAddress() {
            MtlsSettings here =
                    new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            try (TestProvider other = TestProvider.seeingCertificates(here)) {
                JsonObject metadata = JsonObject.parse(
                        other.get("/.well-known/openid-configuration", Map.of()).body());

                assertThat(metadata.has("mtls_endpoint_aliases")).isFalse();
                assertThat(metadata.strings("token_endpoint_auth_methods_supported"))
                        .contains("self_signed_tls_client_auth")
                        .doesNotContain("tls_client_auth");
            }
        }

        @Test
        void saysNothingIfNobodyCanShowACertificate() {
            try (TestProvider plain = TestProvider.withUser("ada")) {
                String metadata =
                        plain.get("/.well-known/openid-configuration", Map.of()).body();

                assertThat(metadata).doesNotContain("tls_client");
            }
        }
    }

    @Nested
    @DisplayName("§2.1.2, §3.4: client metadata")
    class ClientMetadata {

        private static final JsonObject USUAL = JsonObject.empty()
                .with("redirect_uris", List.of("https://app.example.net/callback"))
                .with("response_types", List.of("code id_token"))
                .with("token_endpoint_auth_method", "tls_client_auth")
                .with("tls_client_auth_subject_dn", SUBJECT)
                .with("tls_client_certificate_bound_access_tokens", true);

        private HttpResponse register(JsonObject metadata) {
            return provider.send(new HttpRequest(
                    "POST",
                    "/oidc/register",
                    "",
                    Headers.none().set("Content-Type", "application/json"),
                    metadata.toString(),
                    "192.0.2.1"));
        }

        private void isRefused(JsonObject metadata) {
            HttpResponse answer = register(metadata);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(JsonObject.parse(answer.body()).string("error")).contains("invalid_client_metadata");
        }

        @Test
        void isHonoured() {
            HttpResponse answer = register(USUAL);

            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            JsonObject registered = JsonObject.parse(answer.body());
            assertThat(registered.string("tls_client_auth_subject_dn")).contains(SUBJECT);
            assertThat(registered.bool("tls_client_certificate_bound_access_tokens"))
                    .contains(true);
            assertThat(registered.has("client_secret")).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "tls_client_auth_san_dns, robot.example.org",
            "tls_client_auth_san_uri, https://robot.example.org/",
            "tls_client_auth_san_ip, 192.0.2.7",
            "tls_client_auth_san_email, robot@example.org"
        })
        void namesASubjectOfAnyKind(String kind, String value) {
            HttpResponse answer =
                    register(USUAL.without("tls_client_auth_subject_dn").with(kind, value));

            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(JsonObject.parse(answer.body()).string(kind)).contains(value);
            isRefused(USUAL.without("tls_client_auth_subject_dn").with(kind, "@"));
        }

        @Test
        void namesOneSubject() {
            isRefused(USUAL.without("tls_client_auth_subject_dn"));
            isRefused(USUAL.with("tls_client_auth_san_dns", "robot.example.org"));
            isRefused(USUAL.with("tls_client_auth_subject_dn", "robot"));
        }

        @Test
        void bindsTokensToCertificatesByTheProfileOfFapi1() {
            JsonObject bank = USUAL.without("tls_client_certificate_bound_access_tokens")
                    .with("security_profile", "fapi1-advanced")
                    .with("jwks", JsonObject.empty().with("keys", List.of(TestClient.KEY.toPublicJwk())));

            JsonObject registered = JsonObject.parse(register(bank).body());

            assertThat(registered.bool("tls_client_certificate_bound_access_tokens"))
                    .contains(true);
            isRefused(bank.with("tls_client_certificate_bound_access_tokens", false)
                    .with("dpop_bound_access_tokens", true));
        }

        @Test
        void hasTheKeysOfASelfSignedCertificate() {
            isRefused(USUAL.with("token_endpoint_auth_method", "self_signed_tls_client_auth"));
        }

        @Test
        void bindsNoTokensThatComeThroughTheBrowser() {
            isRefused(USUAL.with("response_types", List.of("code id_token token")));
        }

        @Test
        void isRefusedIfNobodyCanShowACertificate() {
            try (TestProvider plain = TestProvider.seeingCertificates(MtlsSettings.OFF)) {
                HttpRequest request = new HttpRequest(
                        "POST",
                        "/oidc/register",
                        "",
                        Headers.none().set("Content-Type", "application/json"),
                        USUAL.toString(),
                        "192.0.2.1");

                assertThat(plain.send(request).status()).isEqualTo(400);
                assertThat(plain.send(request.withBody(USUAL.with("token_endpoint_auth_method", "client_secret_basic")
                                        .toString()))
                                .status())
                        .isEqualTo(400);
            }
        }
    }
}
