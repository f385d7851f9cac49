package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.check.Review;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@DisplayName("symbolon check")
class CheckTest {

    private static final String SECURE = "--issuer=https://id.example.org";
    private static final String SEEING_CERTIFICATES = "--mtls-certificate-header=Client-Cert";
    private static final String PROXY = "--listener-trusted-proxies=10.0.0.1/32";
    private static final String JWKS = JsonObject.of(Map.of(
                    "keys", List.of(SigningKey.generate(SigningAlgorithm.ES256).toPublicJwk())))
            .toString();

    /** A client that nothing can be said against. */
    private static final String CAREFUL = "{id: careful, name: Careful, authentication: private_key_jwt, jwks: '" + JWKS
            + "', require-pkce: true, redirect-uris: ['https://app.example.com/'],"
            + " tokens: {dpop-bound-access-tokens: true}}";

    @TempDir
    private Path folder;

    private record Run(int exitCode, String out, String err) {}

    private Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine(Map.of()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Run(command.execute(arguments), out.toString(), err.toString());
    }

    private Path manifest(String... clients) {
        try {
            return Files.writeString(
                    Files.createTempFile(folder, "manifest", ".yaml"), "clients: [" + String.join(", ", clients) + "]");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Run check(Path manifest, String... more) {
        return run(Stream.concat(Stream.of("check", manifest.toString(), SECURE), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        Run run = check(manifest(CAREFUL));

        assertThat(run.out().strip()).isEqualTo("nothing falls short, 1 client checked");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void tellsOfClientsThatNeedWhatIsSwitchedOff() {
        Run run = check(manifest(CAREFUL), "--features-jwt-client-authentication=false", "--features-dpop=false");

        assertThat(run.out().lines())
                .containsExactly(
                        "the provider",
                        "  features.dpop must be true, so that tokens can be bound to their clients (RFC 9700 §2.2.1)",
                        "client careful",
                        "  authentication needs features.jwt-client-authentication, which is switched off (OIDC Core §9)",
                        "  tokens.dpop-bound-access-tokens needs features.dpop, which is switched off (RFC 9449 §5.2)",
                        "3 findings, 1 client checked");
        assertThat(run.exitCode()).isEqualTo(CheckCommand.FOUND);
    }

    @Test
    void tellsOfEachClientWhatFallsShortAndWhatWouldBeRight() {
        Run run = check(manifest(
                CAREFUL,
                "{id: web, name: Web, secret: " + "s".repeat(40)
                        + ", redirect-uris: ['https://app.example.com/'], response-types: [code, code token]}"));

        assertThat(run.out().lines())
                .containsExactly(
                        "client web",
                        "  require-pkce should be true, so that no code can be used in another login (RFC 9700 §2.1.1, OAuth 2.1 §4.1.1)",
                        "  response-types should have none with token, so that no access token goes through the browser (RFC 9700 §2.1.2, OAuth 2.1 §10.1)",
                        "  tokens.dpop-bound-access-tokens should be true, so that a stolen token is worth nothing (RFC 9700 §2.2.1)",
                        "  authentication should be private_key_jwt, so that the provider keeps nothing by which somebody could pass for the client (RFC 9700 §2.5, OAuth 2.1 §2.4)",
                        "4 findings, 2 clients checked");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --issuer=http://localhost:9000             | issuer should begin with https:// as soon as anybody but you uses it (RFC 9700 §2.6)
            --registration-open=true                   | registration.open should be false, or whoever wants can have people sent on from here to a site of theirs (RFC 9700 §4.11.2)
            --listener-trusted-proxies=0.0.0.0/0       | listener.trusted-proxies must name your proxies alone: anybody can pass for one now (RFC 9700 §4.13)
            """)
    void tellsOfTheProviderToo(String flag, String finding) {
        List<String> arguments = Stream.of("check", manifest(CAREFUL).toString(), SECURE, flag)
                .filter(argument -> !(flag.startsWith("--issuer") && argument.equals(SECURE)))
                .toList();

        Run run = run(arguments.toArray(String[]::new));

        assertThat(run.out().lines()).containsExactly("the provider", "  " + finding, "1 finding, 1 client checked");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void tellsWhatTheProfilesOfClientsCannotDoWithout() {
        String bank = "{id: bank, name: Bank, security-profile: fapi2-message-signing, jwks: '" + JWKS
                + "', redirect-uris: ['https://app.example.com/']}";

        Run run = check(
                manifest(bank),
                "--features-pushed-authorization-requests=false",
                "--features-request-objects=false",
                "--features-jarm=false");

        assertThat(run.out().lines().filter(line -> line.contains("FAPI"))).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "fapi2-security-profile, --features-pushed-authorization-requests=false, 1",
        "fapi2-security-profile, --features-request-objects=false, 0",
        "fapi2-security-profile, --features-jarm=false, 0",
        "fapi1-advanced, --features-pushed-authorization-requests=false, 0",
        "fapi1-advanced, --features-request-objects=false, 1",
        "fapi1-advanced, --features-jarm=false, 0"
    })
    void tellsNothingThatNoProfileNeeds(String profile, String flag, int findings) {
        Run run = check(manifest(profiled(profile)), SEEING_CERTIFICATES, PROXY, flag);

        assertThat(run.out().lines().filter(line -> line.startsWith("  features.")))
                .hasSize(findings);
        assertThat(run.out()).contains("1 client checked");
    }

    private static String profiled(String profile) {
        return "{id: bank, name: Bank, security-profile: " + profile + ", require-pkce: true, jwks: '" + JWKS
                + "', redirect-uris: ['https://app.example.com/']}";
    }

    @Test
    void tellsThatNobodyCanShowTheCertificatesOfFapi1() {
        assertThat(check(manifest(profiled("fapi1-advanced"))).out().lines())
                .containsExactly(
                        "the provider",
                        "  mtls.port must be set, or mtls.at-listener or mtls.certificate-header, since there are clients of the profile (FAPI 1.0 Advanced §5.2.2-6)",
                        "1 finding, 1 client checked");
        assertThat(check(manifest(profiled("fapi1-advanced")), SEEING_CERTIFICATES, PROXY)
                        .exitCode())
                .isZero();
        assertThat(check(manifest(profiled("fapi2-security-profile"))).exitCode())
                .isZero();
    }

    @Test
    void tellsOfAddressesThatAnybodyOnTheWayCanRead() {
        Client careful = new Client(
                new ClientId("careful"),
                new ClientPresentation(LocalizedText.of("Careful"), Optional.empty(), false),
                new ClientCredentials(
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        new ClientKeys.None()),
                new RedirectUris(Set.of(RedirectUri.parse("http://app.example.com/"))),
                ClientLogout.NONE,
                new ClientFlows(Set.of(), Set.of(), Set.of(), true),
                ClientTokens.DEFAULT,
                Map.of());
        Configuration configuration = ConfigurationLoader.load(Optional.empty(), Map.of(), List.of(SECURE));

        assertThat(Review.of(configuration, Stream.of(careful), List.of()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.shortfall().source()).isEqualTo("RFC 9700 §2.6"));
    }

    @Test
    void tellsNothingOfClientsThatHaveNoUseForIt() {
        String robot = "{id: robot, name: Robot, authentication: private_key_jwt, jwks: '" + JWKS
                + "', grant-types: [client_credentials], tokens: {dpop-bound-access-tokens: true}}";
        String api = "{id: api, name: An API, authentication: private_key_jwt, jwks: '" + JWKS + "', grant-types: []}";
        String app = CAREFUL.replace("https://app.example.com/", "com.example.app://localhost/");

        assertThat(check(manifest(robot, api, app)).out().strip()).isEqualTo("nothing falls short, 3 clients checked");
    }

    @Test
    void tellsThatClientsOfFapiCibaHaveNobodyToAsk() {
        String bank = "{id: bank, name: Bank, security-profile: fapi-ciba, jwks: '" + JWKS + "'}";

        assertThat(check(manifest(bank), "--features-backchannel-authentication=false")
                        .out())
                .contains("features.backchannel-authentication must be true, since there are clients of the profile"
                        + " (FAPI CIBA §5.2.2-4)");
        assertThat(check(manifest(bank)).out()).doesNotContain("FAPI CIBA");
    }

    @Test
    void tellsOfLocalhost() {
        String local = CAREFUL.replace("https://app.example.com/", "http://localhost:9001/");

        assertThat(check(manifest(local)).out())
                .contains("redirect-uris should name 127.0.0.1 or [::1] in place of localhost");
        assertThat(check(manifest(local.replace("localhost", "127.0.0.1"))).exitCode())
                .isZero();
    }

    @Test
    void looksIntoTheDatabase() {
        String data = "--data=" + folder.resolve("data");
        Path manifest = manifest(CAREFUL.replace("require-pkce: true, ", ""));
        run("apply", manifest.toString(), data, SECURE);

        Run run = run("check", data, SECURE);

        assertThat(run.out().lines().map(String::strip))
                .startsWith("client careful")
                .anyMatch(line -> line.startsWith("require-pkce should be true"));
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void tellsOfAnApiThatWasGivenAnAlgorithmThatAProfileForbids() throws IOException {
        String data = "--data=" + folder.resolve("data");
        String api = "apis: [{audience: https://api.example.com, name: A, access-token-algorithm: ES256}]\n";
        Path manifest = Files.writeString(
                folder.resolve("bank.yaml"),
                api + "clients: [{id: bank, name: Bank, security-profile: fapi2-security-profile, jwks: '" + JWKS
                        + "', redirect-uris: ['https://app.example.com/'],"
                        + " apis: [{audience: https://api.example.com}]}]");
        run("apply", manifest.toString(), data, SECURE);
        Path later = Files.writeString(folder.resolve("api.yaml"), api.replace("ES256", "RS256"));
        run("apply", later.toString(), data, SECURE);

        assertThat(run("check", data, SECURE).out().lines())
                .containsExactly(
                        "client bank (fapi2-security-profile)",
                        "  apis must have an access-token-algorithm among [PS256, ES256, EdDSA, Ed25519] (FAPI 2.0 Security Profile §5.4.1)",
                        "1 finding, 1 client checked");
    }

    @Test
    void tellsItAsJson() {
        Run run = check(manifest(CAREFUL.replace("require-pkce: true, ", "")), "--json");

        JsonObject json = JsonObject.parse(run.out());
        assertThat(json.number("clients")).contains(1L);
        assertThat(json.objects("findings")).singleElement().satisfies(finding -> {
            assertThat(finding.string("client_id")).contains("careful");
            assertThat(finding.string("setting")).contains("require-pkce");
            assertThat(finding.string("source")).contains("RFC 9700 §2.1.1, OAuth 2.1 §4.1.1");
            assertThat(finding.string("remedy")).isPresent();
        });
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithAManifestAsApplyDoes() {
        Run run = check(manifest(CAREFUL.replace("name: Careful", "nmae: Careful")));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("unknown key; did you mean name?");
    }

    @Test
    void makesNoDatabase() {
        Path data = folder.resolve("data");

        Run run = run("check", "--data=" + data, SECURE);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no database").contains("name a manifest");
        assertThat(data).doesNotExist();
    }
}
