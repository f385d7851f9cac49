package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.CertificateSubject.Kind;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Clients with certificates (RFC 8705)")
class MutualTlsTest {

    private static final TestIdentity AUTHORITY = TestIdentity.authority("CN=Example Authority,O=Example,C=DE");
    private static final String SUBJECT = "CN=robot.example.org,O=Example,C=DE";
    private static final TestIdentity ROBOT = AUTHORITY.issue(SUBJECT);
    private static final TestIdentity OTHER = AUTHORITY.issue("CN=other.example.org,O=Example,C=DE");
    private static final SenderConstraint BOUND = new SenderConstraint(false, false, true);
    private static final URI ADDRESS = URI.create("https://mtls.example.org");

    @TempDir
    private static Path folder;

    private static MtlsSettings settings;

    @BeforeAll
    static void writeAuthorities() {
        Path file = AUTHORITY.writeCertificate(folder.resolve("authorities.pem"));
        settings = new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.of(ADDRESS), Optional.of(file));
    }

    @AutoClose
    private final TestProvider provider = TestProvider.seeingCertificates(settings);

    private final TestClient client =
            provider.register(one -> one.withMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH));

    private TestTokens token(TestClient of, Parameters form, Optional<TestIdentity> shown) {
        Headers headers = Headers.none().set("Content-Type", "application/x-www-form-urlencoded");
        for (var field : of.authorization().entrySet()) {
            headers = headers.set(field.getKey(), field.getValue());
        }
        HttpRequest request = new HttpRequest(
                "POST", "/oauth/token", "", headers, of.authenticated(form).encoded(), "192.0.2.1");
        return TestTokens.of(provider.send(
                shown.map(TestIdentity::shown).map(request::withCertificate).orElse(request)));
    }

    private TestTokens own(TestIdentity shown) {
        return token(client, Parameters.none().with("grant_type", "client_credentials"), Optional.of(shown));
    }

    private void isAccepted(TestIdentity shown) {
        assertThat(own(shown).status()).isEqualTo(200);
    }

    private void isRefused(TestIdentity shown, String why) {
        TestTokens answer = own(shown);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertThat(provider.events())
                .filteredOn(AuditEvent.Refused.class::isInstance)
                .last()
                .satisfies(event ->
                        assertThat(((AuditEvent.Refused) event).detail()).contains(why));
    }

    private JsonObject metadata() {
        return JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());
    }

    @Nested
    @DisplayName("§2.1: a certificate of an authority")
    class OfAnAuthority {

        OfAnAuthority() {
            register(Kind.SUBJECT_DN, SUBJECT);
        }

        private void register(Kind kind, String value) {
            provider.declare(client, credentials -> credentials.with(CertificateSubject.parse(kind, value)));
        }

        @Test
        void isAcceptedForItsSubject() {
            isAccepted(ROBOT);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "cn=ROBOT.example.org, o=Example, c=de",
                    "2.5.4.3=robot.example.org,2.5.4.10=Example,2.5.4.6=DE",
                    "CN=#0c11726f626f742e6578616d706c652e6f7267,O=\\45xample,C=DE"
                })
        void mayNameItsSubjectInOtherWords(String same) {
            register(Kind.SUBJECT_DN, same);

            isAccepted(ROBOT);
        }

        @ParameterizedTest
        @CsvSource({
            "SAN_DNS, 2, robot.example.org, Robot.Example.org, other.example.org",
            "SAN_URI, 6, https://example.org/robot, https://example.org/robot, https://example.org/Robot",
            "SAN_IP, 7, 192.0.2.7, 192.0.2.7, 192.0.2.8",
            "SAN_IP, 7, 2001:db8::7, 2001:db8:0:0::7, 2001:db8::8",
            "SAN_EMAIL, 1, Robot@example.org, Robot@EXAMPLE.org, robot@example.org"
        })
        void isAcceptedForAnotherNameOfItsSubject(Kind kind, int tag, String name, String registered, String wrong) {
            TestIdentity named = AUTHORITY.issue(Wish.named("CN=x").with(tag, name));
            register(kind, registered);
            isAccepted(named);

            register(kind, wrong);

            isRefused(named, "not for the subject");
        }

        @Test
        void isNotAcceptedForANameOfAnotherKind() {
            register(Kind.SAN_DNS, "robot.example.org");

            isRefused(ROBOT, "not for the subject");
            isRefused(
                    AUTHORITY.issue(Wish.named("CN=x").with(GeneralName.dNSName, "*.example.org")),
                    "not for the subject");
        }

        @Test
        void isRefusedIfItIsAnotherClients() {
            isRefused(OTHER, "not for the subject");
        }

        @Test
        void isRefusedIfNobodyVouchesForIt() {
            isRefused(TestIdentity.selfSigned(Wish.named(SUBJECT)), "by an authority");
        }

        @Test
        void isRefusedIfAnotherAuthorityOfTheSameNameVouchesForIt() {
            TestIdentity impostor = TestIdentity.authority("CN=Example Authority,O=Example,C=DE");

            isRefused(impostor.issue(SUBJECT), "by an authority");
        }

        @Test
        void isRefusedIfAClientVouchesForIt() {
            isRefused(OTHER.issue(SUBJECT), "by an authority");
        }

        @Test
        void isAcceptedFromAnAuthorityBelow() {
            isAccepted(AUTHORITY.issueAuthority("CN=Below,O=Example,C=DE").issue(SUBJECT));
        }

        @Test
        void isRefusedOnceItHasExpired() {
            TestIdentity brief = AUTHORITY.issue(Wish.named(SUBJECT).until(TestClock.START.plusSeconds(60)));
            isAccepted(brief);

            provider.clock().advance(Duration.ofSeconds(61));

            isRefused(brief, "expired");
        }

        @Test
        void isRefusedBeforeItIsValid() {
            isRefused(AUTHORITY.issue(Wish.named(SUBJECT).from(TestClock.START.plusSeconds(60))), "not valid yet");
        }

        @Test
        void isRefusedIfItIsForServersAlone() {
            isRefused(
                    AUTHORITY.issue(Wish.named(SUBJECT).forPurposes(KeyPurposeId.id_kp_serverAuth)), "one for clients");
            isAccepted(AUTHORITY.issue(Wish.named(SUBJECT).forPurposes(KeyPurposeId.id_kp_clientAuth)));
        }

        @Test
        void isNeeded() {
            TestTokens answer =
                    token(client, Parameters.none().with("grant_type", "client_credentials"), Optional.empty());

            assertThat(answer.error()).isEqualTo("invalid_client");
        }

        @Test
        void isNotReplacedByASecret() {
            Parameters form = Parameters.none()
                    .with("grant_type", "client_credentials")
                    .with("client_id", client.id().value())
                    .with("client_secret", "anything");

            assertThat(TestTokens.of(provider.post("/oauth/token", form, Map.of()))
                            .error())
                    .isEqualTo("invalid_client");
        }

        @Test
        void isNoCredentialOfAClientThatIsRegisteredForASecret() {
            TestClient secret = provider.register();
            Parameters form = Parameters.none()
                    .with("grant_type", "client_credentials")
                    .with("client_id", secret.id().value());
            HttpRequest request = new HttpRequest(
                    "POST",
                    "/oauth/token",
                    "",
                    Headers.none().set("Content-Type", "application/x-www-form-urlencoded"),
                    form.encoded(),
                    "192.0.2.1");

            assertThat(TestTokens.of(provider.send(request.withCertificate(ROBOT.shown())))
                            .error())
                    .isEqualTo("invalid_client");
        }
    }

    @Nested
    @DisplayName("§2.2: a certificate that the client vouches for itself")
    class SelfSigned {

        private static final TestIdentity OWN = TestIdentity.selfSigned(Wish.named("CN=robot"));

        private JsonObject key(TestIdentity identity) {
            return identity.publicJwk();
        }

        private JsonObject certified(TestIdentity identity) {
            return key(identity).with("x5c", List.of(identity.x5c()));
        }

        private static JsonObject set(JsonObject... keys) {
            return JsonObject.empty().with("keys", List.of(keys));
        }

        private void register(ClientKeys keys) {
            provider.declare(
                    client.withMethod(ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH),
                    credentials ->
                            new ClientCredentials(credentials.method(), Optional.empty(), List.of(), List.of(), keys));
        }

        private void register(JsonObject... keys) {
            register(new ClientKeys.Registered(PublicKeys.of(set(keys))));
        }

        @Test
        void isAcceptedIfItIsRegistered() {
            register(certified(TestIdentity.selfSigned(Wish.named("CN=older"))), certified(OWN));

            isAccepted(OWN);
        }

        @Test
        void isAcceptedIfItsKeyIsRegistered() {
            register(key(OWN));

            isAccepted(OWN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"RSA", "Ed25519"})
        void isAcceptedIfItsKeyOfAnotherKindIsRegistered(String algorithm) {
            TestIdentity identity = TestIdentity.selfSigned(Wish.named("CN=robot"), algorithm);
            register(identity.publicJwk());

            isAccepted(identity);
        }

        @Test
        void isRefusedIfAnotherOneIsRegistered() {
            register(certified(TestIdentity.selfSigned(Wish.named("CN=robot"))));
            isRefused(OWN, "another certificate");

            register(key(TestIdentity.selfSigned(Wish.named("CN=robot"))));

            isRefused(OWN, "another certificate");
        }

        @Test
        void isRefusedIfItIsNotTheRegisteredOneOfTheSameKey() {
            TestIdentity twin =
                    new TestIdentity(OWN.keys(), List.of(TestIdentity.certificate(Wish.named("CN=twin"), OWN.keys())));
            register(certified(OWN));

            isRefused(twin, "another certificate");
        }

        @Test
        void isRefusedIfItsKeyIsForEncryption() {
            register(key(OWN).with("use", "enc"));

            isRefused(OWN, "another certificate");
        }

        @Test
        void isRefusedOnceItHasExpired() {
            TestIdentity old = TestIdentity.selfSigned(Wish.named("CN=robot").until(TestClock.START.minusSeconds(1)));
            register(certified(old));

            isRefused(old, "expired");
        }

        @Test
        void isRefusedWithoutAnyKeys() {
            register(new ClientKeys.None());

            isRefused(OWN, "another certificate");
        }

        @Test
        void mayBePublished() {
            try (TestSite site = TestSite.open()) {
                site.at(
                        "/jwks",
                        HttpResponse.of(
                                200, "application/json", set(certified(OWN)).toString()));
                register(new ClientKeys.Published(site.uri("/jwks")));

                isAccepted(OWN);
            }
        }

        @Test
        void mayBeReplacedWhereItIsPublished() {
            TestIdentity next = TestIdentity.selfSigned(Wish.named("CN=robot"));
            try (TestSite site = TestSite.open()) {
                site.at(
                        "/jwks",
                        HttpResponse.of(
                                200, "application/json", set(certified(OWN)).toString()));
                register(new ClientKeys.Published(site.uri("/jwks")));
                isAccepted(OWN);

                site.at(
                        "/jwks",
                        HttpResponse.of(
                                200, "application/json", set(certified(next)).toString()));
                provider.clock().advance(Duration.ofMinutes(2));

                isAccepted(next);
            }
        }

        @Test
        void isRefusedIfItsKeysCannotBeHad() {
            try (TestSite site = TestSite.open()) {
                register(new ClientKeys.Published(site.uri("/nothing")));

                isRefused(OWN, "cannot be had");
            }
        }
    }

    @Nested
    @DisplayName("§3: access tokens that are bound to a certificate")
    class BoundTokens {

        private final TestClient bound = provider.register(BoundTokens::bound);

        private static TestClient bound(TestClient one) {
            return one.withSenderConstraint(BOUND);
        }

        private TestTokens redeem(TestClient of, Parameters request, TestIdentity shown) {
            String code = provider.browser().authorize(request).code();
            return token(of, of.codeGrant(code), Optional.of(shown));
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
            TestTokens tokens =
                    token(bound, Parameters.none().with("grant_type", "client_credentials"), Optional.of(ROBOT));

            assertThat(thumbprint(tokens.accessToken()))
                    .contains(ROBOT.shown().thumbprint().value());
        }

        @Test
        void areNotIssuedWithoutACertificate() {
            String code =
                    provider.browser().authorize(bound.request("code id_token")).code();

            TestTokens refused = token(bound, bound.codeGrant(code), Optional.empty());

            assertThat(refused.error()).isEqualTo("invalid_request");
            assertThat(token(bound, bound.codeGrant(code), Optional.of(ROBOT)).status())
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

            TestTokens next = token(bound, bound.refreshGrant(first.refreshToken()), Optional.of(OTHER));

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
            Parameters form = Parameters.none().with("grant_type", "client_credentials");
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
            Parameters form = Parameters.none().with("grant_type", "client_credentials");
            String proof = proofs.forToken(claims -> claims.with("htu", ADDRESS + "/oauth/token"));

            assertThat(proofs.token(usual, form, proof).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§4: the refresh token of a public client")
    class TheRefreshTokenOfAPublicClient {

        private final TestClient phone = provider.register(one -> one.asPublic().withSenderConstraint(BOUND));
        private final String refreshToken = token(
                        phone,
                        phone.codeGrant(provider.browser()
                                .authorize(phone.offlineRequest("code"))
                                .code()),
                        Optional.of(ROBOT))
                .refreshToken();

        @Test
        void isGoodWithTheCertificate() {
            assertThat(token(phone, phone.refreshGrant(refreshToken), Optional.of(ROBOT))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isRefusedWithAnotherCertificate() {
            assertThat(token(phone, phone.refreshGrant(refreshToken), Optional.of(OTHER))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void hasASuccessorThatIsBoundToo() {
            String successor = token(phone, phone.refreshGrant(refreshToken), Optional.of(ROBOT))
                    .refreshToken();

            assertThat(token(phone, phone.refreshGrant(successor), Optional.of(OTHER))
                            .error())
                    .isEqualTo("invalid_grant");
        }
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
