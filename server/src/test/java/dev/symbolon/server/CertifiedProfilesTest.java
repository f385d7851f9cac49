package dev.symbolon.server;

import static dev.symbolon.server.ProfiledClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.configuration.MtlsSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Every profile with mutual TLS, over connections that show certificates. */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
@ParameterizedClass(name = "{0} with certificates, {1}")
@CsvSource({
    "fapi1-advanced, private_key_jwt",
    "fapi1-advanced, tls_client_auth",
    "fapi1-advanced, self_signed_tls_client_auth",
    "fapi2-security-profile, private_key_jwt",
    "fapi2-security-profile, tls_client_auth",
    "fapi2-security-profile, self_signed_tls_client_auth",
    "fapi2-message-signing, private_key_jwt",
    "fapi2-message-signing, tls_client_auth",
    "fapi2-message-signing, self_signed_tls_client_auth"
})
class CertifiedProfilesTest {

    private static final TestIdentity AUTHORITY = TestIdentity.authority("CN=Example Authority");
    private static final TestIdentity OWN = AUTHORITY.issue("CN=own,O=Example");
    private static final TestIdentity OTHER = AUTHORITY.issue("CN=other,O=Example");
    private static final TestIdentity NOBODYS = TestIdentity.selfSigned(Wish.named("CN=own,O=Example"));
    private static final Optional<TestIdentity> NOTHING = Optional.empty();

    @TempDir
    private static Path folder;

    private static MtlsSettings settings;

    @Parameter(0)
    private String profile = "";

    @Parameter(1)
    private String method = "";

    @AutoClose
    private final TestProvider provider =
            TestProvider.seeingCertificates(settings).overTls();

    private final TestBrowser browser = provider.browser();
    private ProfiledClient client;
    private ProfiledClient other;

    @BeforeAll
    static void writeAuthorities() {
        Path file = AUTHORITY.writeCertificate(folder.resolve("authorities.pem"));
        settings = new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(file));
    }

    @BeforeEach
    void declare() {
        client = declared(OWN, "CN=own,O=Example");
        other = declared(OTHER, "CN=other,O=Example");
    }

    private ProfiledClient declared(TestIdentity identity, String subject) {
        String bound = "tokens: {tls-client-certificate-bound-access-tokens: true}";
        return switch (method) {
            case "private_key_jwt" -> ProfiledClient.certified(provider, profile, identity, bound);
            case "tls_client_auth" ->
                ProfiledClient.certified(
                        provider,
                        profile,
                        identity,
                        "authentication: tls_client_auth",
                        "tls-client-auth-subject-dn: '" + subject + "'");
            default -> ProfiledClient.certified(provider, profile, identity, "authentication: " + method);
        };
    }

    private boolean provesByCertificate() {
        return !method.equals("private_key_jwt");
    }

    /** What the profile wants to be asked for, as it wants to be asked. */
    private Parameters request(ProfiledClient of) {
        Parameters request = with(of.request(), "scope", "openid offline_access read:reports");
        return switch (profile) {
            case "fapi1-advanced" -> carrying(of, with(request, "response_type", "code id_token"));
            case "fapi2-message-signing" -> carrying(of, request.with("response_mode", "jwt"));
            default -> request;
        };
    }

    private static Parameters carrying(ProfiledClient of, Parameters request) {
        return Parameters.none()
                .with("client_id", of.id().value())
                .with("request", of.requestObject(request, claims -> claims));
    }

    private String code(ProfiledClient of) {
        Parameters answer = browser.authorize(of.pushed(request(of))).all();
        return profile.equals("fapi2-message-signing")
                ? provider.verified(answer.required("response")).claims().requiredString("code")
                : answer.required("code");
    }

    private TestTokens tokens() {
        return client.token(client.codeGrant(code(client)));
    }

    private static Parameters refresh(TestTokens tokens) {
        return Parameters.none().with("grant_type", "refresh_token").with("refresh_token", tokens.refreshToken());
    }

    @Test
    void bindsTokensToTheCertificate() {
        TestTokens tokens = tokens();

        JsonObject confirmation =
                provider.verified(tokens.accessToken()).claims().object("cnf").orElseThrow();
        assertThat(confirmation.names()).containsExactly("x5t#S256");
        assertThat(confirmation.string("x5t#S256"))
                .contains(OWN.shown().thumbprint().value());
        assertThat(tokens.json().string("token_type")).contains("Bearer");
    }

    @Test
    void takesTokensOnConnectionsOfTheirClientAlone() {
        String token = tokens().accessToken();

        assertThat(client.bearing(token).status()).isEqualTo(200);
        assertThat(client.bearing(token)
                        .headers()
                        .first("x-fapi-interaction-id")
                        .isPresent())
                .isEqualTo(profile.equals("fapi1-advanced"));
        assertThat(other.bearing(token).status()).isEqualTo(401);
        assertThat(client.showing(NOTHING).bearing(token).status()).isEqualTo(401);
    }

    @Test
    void givesNoTokensOnConnectionsThatShowNoCertificate() {
        String code = code(client);

        assertThat(client.showing(NOTHING)
                        .token(client.codeGrant(code), new String[0])
                        .error())
                .isEqualTo(provesByCertificate() ? "invalid_client" : "invalid_request");
        assertThat(client.token(client.codeGrant(code)).status()).isEqualTo(200);
    }

    @Test
    void takesNoOtherCertificateForItsProof() {
        assumeTrue(provesByCertificate());
        String code = code(client);
        for (TestIdentity wrong : new TestIdentity[] {OTHER, NOBODYS}) {
            TestTokens answer = client.showing(Optional.of(wrong)).token(client.codeGrant(code));

            assertThat(answer.error()).isEqualTo("invalid_client");
        }
    }

    @Test
    void pushesRequestsOnConnectionsThatShowTheCertificateIfThatIsItsProof() {
        ProfiledClient bare = client.showing(NOTHING);

        assertThat(client.push(request(client)).status()).isEqualTo(201);
        assertThat(bare.push(request(client)).status()).isEqualTo(provesByCertificate() ? 401 : 201);
        assertThat(client.showing(Optional.of(OTHER)).push(request(client)).status())
                .isEqualTo(provesByCertificate() ? 401 : 201);
    }

    @Test
    void redeemsTheCodesOfTheClientAlone() {
        assertThat(other.token(other.codeGrant(code(client))).error()).isEqualTo("invalid_grant");
    }

    @Test
    void refreshesOnConnectionsThatShowTheCertificate() {
        TestTokens first = tokens();

        assertThat(client.showing(NOTHING).token(refresh(first), new String[0]).error())
                .isEqualTo(provesByCertificate() ? "invalid_client" : "invalid_request");
        TestTokens next = client.token(refresh(first));
        assertThat(client.bearing(next.accessToken()).status()).isEqualTo(200);
        assertThat(other.bearing(next.accessToken()).status()).isEqualTo(401);
        assertThat(next.refreshToken().equals(first.refreshToken())).isEqualTo(!profile.equals("fapi1-advanced"));
    }

    @Test
    void tellsIntrospectorsOfTheCertificate() {
        provider.declare(TestProvider.api(TestProvider.REPORTS, "read:reports").withIntrospectionClients(client.id()));
        Parameters form = client.authenticated(Parameters.none().with("token", tokens().accessToken()));

        String answer = client.post("/oauth/introspect", form).body();

        JsonObject told = profile.equals("fapi2-message-signing")
                ? provider.verified(answer)
                        .claims()
                        .object("token_introspection")
                        .orElseThrow()
                : JsonObject.parse(answer);
        assertThat(told.object("cnf").flatMap(cnf -> cnf.string("x5t#S256")))
                .contains(OWN.shown().thumbprint().value());
    }
}
