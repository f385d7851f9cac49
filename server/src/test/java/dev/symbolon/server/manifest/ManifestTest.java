package dev.symbolon.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.configuration.Problems;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.KeyRotation;
import dev.symbolon.server.key.MasterKey;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.key.SecretDigests;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import dev.symbolon.server.user.Passwords;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final ClientId WEB = new ClientId("demo-web");
    private static final Audience REPORTS = new Audience("https://api.example.com/reports");
    private static final Username ADA = new Username("ada@example.com");

    private static final String API = """
            apis:
              - audience: https://api.example.com/reports
                name: {default: Reports API, de: Berichte}
                access-token-algorithm: ES256
                access-token-lifetime: 30m
                permissions:
                  - name: read:reports
                    description: Read your reports
                  - name: create:reports
                    description: Create reports for you
                    optional: true
            """;

    private static final String CLIENT = """
            clients:
              - id: demo-web
                name: Demo web app
                secret: demo-web-secret-of-quite-some-length
                redirect-uris: [http://localhost:9001/callback]
                apis:
                  - audience: https://api.example.com/reports
            """;

    private static final String USER = """
            users:
              - username: Ada@example.com
                password: analytical-engine
                claims: {name: Ada Lovelace, name#de-at: Ada von Lovelace, email: ada@example.com, email_verified: true, updated_at: 1700000000}
            """;

    private static final String DEMO = API + CLIENT + USER;

    private static SecretDigests digests;

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final Passwords passwords = new Passwords(random, Runnable::run);
    private Storage storage;

    /** Making keys takes a while, and each test can use the same ones. */
    @BeforeAll
    static void makeKeys(@TempDir Path folder) {
        MasterKeys masterKey = MasterKeys.of(MasterKey.of(Secret.of("0".repeat(64)), "of the test"));
        try (Storage storage = SqlStorage.sqlite(folder.resolve("keys.db"))) {
            digests = KeyRing.open(storage.keys(), masterKey, KeyRotation.Schedule.DEFAULT, CLOCK, new SecureRandom())
                    .secretDigests();
        }
    }

    @BeforeEach
    void openStorage() {
        storage = SqlStorage.sqlite(folder.resolve("symbolon.db"));
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    private Difference compare(String yaml) {
        return new ManifestComparison(storage, digests, passwords, random)
                .compare(Manifest.parse("manifest.yaml", yaml, Map.of("WEB_SECRET", "s".repeat(40))));
    }

    private String apply(String yaml) {
        Difference difference = compare(yaml);
        storage.declare(difference.declarations());
        return difference.describe();
    }

    private String refusal(String yaml) {
        try {
            compare(yaml);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage()).lines().reduce("", (one, next) -> one + next + "\n");
        }
        throw new AssertionError("it was accepted");
    }

    private static final String JWK =
            SigningKey.generate(SigningAlgorithm.ES256).toPublicJwk().toString();

    /** A client that authenticates so, and has no flows. */
    private static String signing(String method, String... lines) {
        return "clients: [{id: demo-web, name: Demo, grant-types: [], authentication: " + method + ", "
                + String.join(", ", lines) + "}]";
    }

    private Client client() {
        return storage.clients().find(WEB).orElseThrow();
    }

    private User ada() {
        return storage.users().find(ADA).orElseThrow();
    }

    @Nested
    class Reading {

        @Test
        void declaresApisClientsAndUsers() {
            apply(DEMO);

            assertThat(storage.apis().find(REPORTS).orElseThrow()).satisfies(api -> {
                assertThat(api.name().in(List.of(Locale.GERMAN))).isEqualTo("Berichte");
                assertThat(api.name().in(List.of(Locale.FRENCH))).isEqualTo("Reports API");
                assertThat(api.accessTokenAlgorithm()).isEqualTo(SigningAlgorithm.ES256);
                assertThat(api.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(30));
                assertThat(api.permission("read:reports").orElseThrow().optional())
                        .isFalse();
                assertThat(api.permission("create:reports").orElseThrow().optional())
                        .isTrue();
            });
            assertThat(client().apis()).containsOnly(Map.entry(REPORTS, Scope.of("read:reports", "create:reports")));
            assertThat(client().credentials().secretDigests())
                    .containsExactly(digests.digest(Secret.of("demo-web-secret-of-quite-some-length")));
            assertThat(passwords.verify(Secret.of("analytical-engine"), ada().passwordHash()))
                    .isTrue();
            assertThat(ada().claims().bool("email_verified")).contains(true);
            assertThat(ada().claims().number("updated_at")).contains(1_700_000_000L);
            assertThat(ada().claims().string("name#de-AT")).contains("Ada von Lovelace");
        }

        @Test
        void signsTheTokensOfANewApiByEs256() {
            apply("apis: [{audience: https://api.example.com/reports, name: Reports}]");

            assertThat(storage.apis().find(REPORTS).orElseThrow().accessTokenAlgorithm())
                    .isEqualTo(SigningAlgorithm.ES256);
        }

        @Test
        void leavesAnApiTheAlgorithmThatItHas() {
            apply("apis: [{audience: https://api.example.com/reports, name: A, access-token-algorithm: RS256}]");

            apply("apis: [{audience: https://api.example.com/reports, name: B}]");

            assertThat(storage.apis().find(REPORTS).orElseThrow().accessTokenAlgorithm())
                    .isEqualTo(SigningAlgorithm.RS256);
        }

        @Test
        void letsAnApiIntrospectAsAClientWithoutFlows() {
            apply("{apis: [{audience: https://api.example.com/reports, name: A, introspection-clients: [demo-web]}],"
                    + " clients: [{id: demo-web, name: A itself, secret-env: WEB_SECRET, grant-types: []}]}");

            assertThat(storage.apis().find(REPORTS).orElseThrow().introspectionClients())
                    .containsExactly(WEB);
            assertThat(client().flows().grantTypes()).isEmpty();
        }

        @Test
        void givesAClientTheUsualFlows() {
            apply(DEMO);

            assertThat(client().flows().responseTypes())
                    .containsExactlyInAnyOrder(ResponseType.CODE, ResponseType.CODE_ID_TOKEN);
            assertThat(client().flows().grantTypes())
                    .containsExactlyInAnyOrder(
                            GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN);
            assertThat(client().flows().responseModes())
                    .containsExactlyInAnyOrder(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST);
            assertThat(client().flows().pkceRequired()).isFalse();
            assertThat(client().tokens().lifetimes()).isEqualTo(TokenLifetimes.DEFAULT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"id-token-signed-response-alg", "id-token-algorithm"})
        void readsTheAlgorithmOfIdTokensUnderItsFormerNameToo(String key) {
            apply(
                    "clients: [{id: demo-web, name: Web, secret-env: WEB_SECRET, redirect-uris: 'https://app.example.com/',"
                            + " tokens: {" + key + ": PS256}}]");

            assertThat(client().tokens().signing().idToken()).isEqualTo(SigningAlgorithm.PS256);
        }

        @Test
        void bindsTheCodesOfPublicClients() {
            apply("clients: [{id: demo-web, name: App, authentication: none, redirect-uris: 'org.example.app:/back'}]");

            assertThat(client().isPublic()).isTrue();
            assertThat(client().flows().pkceRequired()).isTrue();
        }

        @Test
        void givesAMachineNoBrowserFlows() {
            apply("clients: [{id: demo-web, name: Job, secret-env: WEB_SECRET, grant-types: client_credentials}]");

            assertThat(client().flows().responseTypes()).isEmpty();
            assertThat(client().flows().grantTypes()).containsExactly(GrantType.CLIENT_CREDENTIALS);
        }

        @Test
        void readsSecretsFromFiles() throws IOException {
            Files.writeString(folder.resolve("secret"), "s".repeat(40) + "\n");
            Path file = Files.writeString(folder.resolve("manifest.yaml"), """
                    clients:
                      - {id: demo-web, name: Job, secret-file: secret, grant-types: client_credentials}
                    """);

            storage.declare(new ManifestComparison(storage, digests, passwords, random)
                    .compare(Manifest.read(file, Map.of()))
                    .declarations());

            assertThat(client().credentials().secretDigests())
                    .containsExactly(digests.digest(Secret.of("s".repeat(40))));
        }

        @Test
        void takesTwoSecretsWhileOneReplacesTheOther() {
            apply("""
                    clients:
                      - {id: demo-web, name: Job, secrets: [one, two], grant-types: client_credentials}
                    """);

            assertThat(client().credentials().secretDigests()).hasSize(2);
        }

        @Test
        void takesAPasswordThatWasHashedElsewhere() {
            String hash = passwords.hash(Secret.of("analytical-engine"));

            apply("users: [{username: ada@example.com, password-hash: '" + hash + "', subject: ada}]");

            assertThat(ada().passwordHash()).isEqualTo(hash);
            assertThat(ada().subject()).isEqualTo(new Subject("ada"));
        }
    }

    @Nested
    class Comparing {

        @Test
        void tellsWhatIsNew() {
            assertThat(apply(DEMO).lines())
                    .containsExactly(
                            "+ client demo-web",
                            "+ api https://api.example.com/reports",
                            "+ user ada@example.com",
                            "3 to add");
        }

        @Test
        void findsNothingToChangeTheSecondTime() {
            apply(DEMO);
            User before = ada();

            assertThat(apply(DEMO)).isEqualTo("nothing to change");
            assertThat(ada()).isEqualTo(before);
        }

        @Test
        void writesNothingByItself() {
            compare(DEMO);

            assertThat(storage.clients().all()).isEmpty();
            assertThat(storage.apis().all()).isEmpty();
            assertThat(storage.users().count()).isZero();
        }

        @Test
        void tellsWhatChangesKeyByKey() {
            apply(DEMO);

            String changed = DEMO.replace("Demo web app", "Web app")
                    .replace("[http://localhost:9001/callback]", "[https://app.example.com/callback]")
                    .replace("30m", "1h")
                    .replace("name: Ada Lovelace, ", "");

            assertThat(apply(changed).lines())
                    .containsExactly(
                            "~ client demo-web  name: Demo web app → Web app",
                            "~ client demo-web  redirect-uris: [http://localhost:9001/callback] → [https://app.example.com/callback]",
                            "~ api https://api.example.com/reports  access-token-lifetime: 30m → 1h",
                            "~ user ada@example.com  claims.name: Ada Lovelace → (nothing)",
                            "3 to change");
            assertThat(apply(changed)).isEqualTo("nothing to change");
        }

        @Test
        void neverTellsSecrets() {
            apply(DEMO);

            String told = apply(DEMO.replace("demo-web-secret", "other-secret").replace("analytical", "difference"));

            assertThat(told.lines())
                    .containsExactly(
                            "~ client demo-web  secret: changed",
                            "~ user ada@example.com  password: changed",
                            "2 to change");
            assertThat(passwords.verify(Secret.of("difference-engine"), ada().passwordHash()))
                    .isTrue();
        }

        @Test
        void keepsSubjectSecretAndPasswordThatAreNotDeclaredAgain() {
            apply(DEMO);
            User before = ada();

            apply(DEMO.replaceAll("(?m)^ +(secret|password): .*\n", "").replace("disabled", ""));

            assertThat(ada()).isEqualTo(before);
            assertThat(client().credentials().secretDigests()).hasSize(1);
        }

        @Test
        void leavesAloneWhatIsNotNamedAndCountsIt() {
            apply(DEMO);

            assertThat(apply("").lines())
                    .containsExactly("nothing to change", "not named here, and left alone: 1 client, 1 API, 1 user");
            assertThat(apply(API).lines())
                    .containsExactly("nothing to change", "not named here, and left alone: 1 client, 1 user");
        }

        @Test
        void removesWhatIsToGo() {
            apply(DEMO);
            String removal = """
                    remove:
                      clients: [demo-web]
                      apis: [https://api.example.com/reports]
                      users: [ada@example.com, nobody]
                    """;

            assertThat(apply(removal).lines())
                    .containsExactly(
                            "- client demo-web",
                            "- api https://api.example.com/reports",
                            "- user ada@example.com",
                            "3 to remove");
            assertThat(storage.clients().all()).isEmpty();
            assertThat(apply(removal)).isEqualTo("nothing to change");
        }

        @Test
        void givesAPersonAnotherUsernameWhoseSubjectIsDeclared() {
            apply(USER.replace("password:", "subject: ada\n    password:"));

            assertThat(apply("users: [{username: countess, subject: ada, password: analytical-engine}]")
                            .lines())
                    .contains("~ user countess  username: ada@example.com → countess");
            assertThat(storage.users().find(ADA)).isEmpty();
        }

        @Test
        void findsApisOfEarlierManifests() {
            apply(API);

            assertThat(apply(CLIENT).lines()).startsWith("+ client demo-web");
        }
    }

    @Nested
    class Refusing {

        @Test
        void tellsAllProblemsTogetherWithTheirLines() {
            assertThat(refusal("""
                    apis:
                      - audience: https://api.example.com/reports
                        name: Reports API
                        permissions:
                          - name: openid
                            description: Sign in
                    clients:
                      - id: demo-web
                        name: Demo
                        secret: demo-web-secret-of-quite-some-length
                        redirect_uris: [https://app.example.com/callback]
                        redirect-uris:
                          - https://app.example.com/callback
                          - http://app.example.com/callback
                        apis:
                          - audience: https://api.example.com/invoices
                    users:
                      - username: ada@example.com
                    """)).isEqualTo("""
                    symbolon: 5 problems in manifest.yaml
                      line 5    name: openid                                      is a scope of OpenID Connect itself; choose another name
                      line 11   redirect_uris:                                    unknown key; did you mean redirect-uris?
                      line 14   redirect-uris: http://app.example.com/callback    must begin with https:// (http:// for localhost only)
                      line 16   audience: https://api.example.com/invoices        there is no such API, here or in the database
                      line 18   password:                                         is missing: a new account needs one
                    """);
        }

        @Test
        void writesNothingOfAFileWithAProblem() {
            assertThatThrownBy(() -> apply(DEMO + "remove: {clients: ['']}"))
                    .isInstanceOf(ConfigurationException.class);

            assertThat(storage.clients().all()).isEmpty();
            assertThat(storage.users().count()).isZero();
        }

        @Test
        void neverShowsSecrets() {
            String refusal = refusal("""
                    clients:
                      - {id: a b c, name: X, secret: sesame, secrets: [sesame], redirect-uris: [x]}
                      - {id: none, name: X, secret: sesame, authentication: none, redirect-uris: [https://x.example]}
                    users:
                      - {username: x, password-hash: sesame}
                      - {username: y, pasword: sesame}
                    """);

            assertThat(refusal).doesNotContain("sesame");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    response-types: [code code]                  | must be made of code, id_token and token, each once
                    response-types: [token], grant-types: authorization_code | must have one with code, since there is the grant type authorization_code
                    grant-types: [implicit], response-types: code | must have authorization_code, since there is a response type with code
                    grant-types: [refresh_token]                 | must have authorization_code or urn:ietf:params:oauth:grant-type:device_code or urn:openid:params:grant-type:ciba, which refresh_token comes from
                    authentication: none, grant-types: ['urn:openid:params:grant-type:ciba'] | must not have urn:openid:params:grant-type:ciba, since authentication is none
                    backchannel-token-delivery-mode: poll        | is for clients with the grant type urn:openid:params:grant-type:ciba
                    grant-types: ['urn:openid:params:grant-type:ciba'], backchannel-token-delivery-mode: push | must be poll or ping
                    grant-types: ['urn:openid:params:grant-type:ciba'], backchannel-token-delivery-mode: ping | needs a backchannel-client-notification-endpoint
                    grant-types: ['urn:openid:params:grant-type:ciba'], backchannel-client-notification-endpoint: 'https://a.example/' | is for clients with backchannel-token-delivery-mode: ping
                    grant-types: ['urn:openid:params:grant-type:ciba'], backchannel-token-delivery-mode: ping, backchannel-client-notification-endpoint: 'http://a.example/' | must begin with https://
                    grant-types: ['urn:openid:params:grant-type:ciba'], backchannel-authentication-request-signing-alg: ES256 | needs the public keys of the client
                    grant-types: [password]                      | is not one that this provider serves
                    authentication: none                         | is for clients that authenticate by it; this one has authentication: none
                    authentication: password                     | must be one of client_secret_basic, client_secret_post
                    response-modes: [post_message]               | must be query, fragment, form_post, query_fragment, web_message
                    redirect-uris: [https://app.example.com/#x]  | must have no fragment
                    post-logout-redirect-uris: [/]               | must be absolute, such as https://app.example.org/callback
                    home: 'javascript:alert(1)'                  | must be absolute, such as https://app.example.org/callback
                    home: 'app:/x'                               | must begin with https:// or http://
                    default-audience: https://api.example.com    | must be one of the client's apis
                    tokens: {front-channel-scope: read:x}        | has what the client may not ask for: read:x
                    tokens: {id-token-signed-response-alg: none} | must be one of RS256, RS384
                    tokens: {id-token-algorithm: none}           | must be one of RS256, RS384
                    tokens: {id-token-signed-response-alg: ES256, id-token-algorithm: ES256} | is the former name of id-token-signed-response-alg
                    subject-type: both                           | must be public or pairwise
                    sector-identifier-uri: 'https://a.example/x' | is for clients with subject-type: pairwise
                    redirect-uris: ['https://a.example/', 'https://b.example/'], subject-type: pairwise | needs a sector-identifier-uri, since the redirect URIs are not all of one host
                    redirect-uris: ['http://127.0.0.1/'], subject-type: pairwise | needs a sector-identifier-uri
                    subject-type: pairwise, sector-identifier-uri: 'http://localhost/x' | must begin with https://
                    tokens: {id-token-encrypted-response-alg: RSA1_5} | must be one of [RSA-OAEP-256, ECDH-ES
                    tokens: {id-token-encrypted-response-alg: ECDH-ES} | needs a key of the client for ECDH-ES
                    tokens: {id-token-encrypted-response-enc: A128GCM} | goes with id-token-encrypted-response-alg
                    tokens: {id-token-encrypted-response-alg: ECDH-ES, id-token-encrypted-response-enc: A192GCM}, jwks-uri: 'https://a.example/' | must be one of [A128CBC-HS256
                    tokens: {userinfo-encrypted-response-alg: ECDH-ES}, jwks-uri: 'https://a.example/' | needs userinfo-signed-response-alg
                    tokens: {id-token-lifetime: 31d}             | must be at most 30d
                    tokens: {refresh-token-lifetime: 366d}       | must be at most 365d
                    name: {fr: Application}                      | needs a text under default, for all other languages
                    name: {en_GB: Application}                   | must be by language, such as en or de-AT, which en_GB is not
                    apis: [{audience: here, permissions: [x]}]   | there is no such API, here or in the database
                    secrets: [a, b, c]                           | cannot stand beside secret; keep one of them
                    """)
        void saysWhatWouldBeRightOfAClient(String keys, String remedy) {
            String yaml = "clients: [{id: web, secret: " + "s".repeat(40) + ", ";
            yaml += keys.startsWith("name") ? "" : "name: Web, ";
            yaml += keys.startsWith("redirect-uris") ? "" : "redirect-uris: ['https://app.example.com/'], ";

            assertThat(refusal(yaml + keys + "}]")).contains(remedy);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    apis: [{audience: a, name: A}, {audience: a, name: A}]           | stands twice; keep one of them
                    apis: [{audience: 'a#b', name: A}]                               | must be an API's identifier
                    apis: [{audience: a, name: A, permissions: [{name: a b, description: C}]}] | must be one word without spaces
                    apis: [{audience: a, name: A, permissions: [{name: b}]}]         | description:    is missing
                    apis: [{audience: a, name: A, introspection-clients: [x]}]       | there is no such client, here or in the database
                    '{apis: [{audience: a, name: A, introspection-clients: [x]}], clients: [{id: x, name: X, authentication: none, redirect-uris: ["a.b:/c"]}]}' | must be a client that authenticates
                    clients: [{name: Web}]                                           | id:
                    clients: [{id: über, name: Web}]                                 | has a character that is not allowed there
                    users: [{username: x, password: p, claims: {emial: a@b}}]        | unknown key; did you mean email?
                    users: [{username: x, password: p, claims: {email_verified: maybe}}] | must be true or false
                    users: [{username: x, password: p, claims: {'name#d': A}}]  | must end in a language tag, such as name#de
                    users: [{username: x, password: p, claims: {'name#': A}}]        | must end in a language tag, such as name#de
                    users: [{username: x, password: p, claims: {'name#de': A, 'name#DE': B}}] | stands twice; keep one of them
                    users: [{username: x, password: p, claims: {'email#de': a@b}}]   | unknown key
                    users: [{username: x, password: ''}]                             | must have 1 to 1024 characters
                    users: [{username: x, password-hash: '$2a$10$x'}]                | must be an Argon2id hash
                    users: [{username: x, password: p}, {username: X, password: p}]  | stands twice; keep one of them
                    users: [{username: x, password-env: NOWHERE}]                    | there is no such environment variable, or it is empty
                    '{users: [{username: x, password: p}], remove: {users: [X]}}'    | is both declared and removed; keep one of them
                    """)
        void saysWhatWouldBeRightOfTheRest(String yaml, String remedy) {
            assertThat(refusal(yaml)).contains(remedy);
        }

        @Test
        void refusesPermissionsThatTheApiDoesNotHave() {
            assertThat(
                            refusal(
                                    DEMO.replace(
                                            "      - audience: https://api.example.com/reports\nusers",
                                            "      - audience: https://api.example.com/reports\n        permissions: [read:reports, drop:reports]\nusers")))
                    .contains("permissions: drop:reports")
                    .contains("there is no such permission; the API has: read:reports create:reports");
        }

        @Test
        void refusesToChangeASubject() {
            apply(USER.replace("password:", "subject: ada\n    password:"));

            assertThat(refusal(USER.replace("password:", "subject: byron\n    password:")))
                    .contains("the account of this username has another one, ada, and a subject never changes");
        }
    }

    @Nested
    class ClientsWithCertificates {

        private static final String SUBJECT = "tls-client-auth-subject-dn: CN=robot";

        @Test
        void areKnownByTheirSubject() {
            apply(signing("tls_client_auth", "tls-client-auth-san-dns: robot.example.org"));

            assertThat(client().credentials().certificateSubject())
                    .contains(new CertificateSubject(CertificateSubject.Kind.SAN_DNS, "robot.example.org"));
        }

        @Test
        void haveExactlyOneSubject() {
            assertThat(refusal(signing("tls_client_auth"))).contains("needs the subject of the client's certificate");
            assertThat(refusal(signing("tls_client_auth", SUBJECT, "tls-client-auth-san-ip: 192.0.2.1")))
                    .contains("tls-client-auth-san-ip", "cannot stand beside tls-client-auth-subject-dn");
            assertThat(refusal(signing("private_key_jwt", "jwks: {keys: [" + JWK + "]}", SUBJECT)))
                    .contains("is for clients with authentication: tls_client_auth");
        }

        @ParameterizedTest
        @CsvSource({
            "subject-dn, robot, must be a distinguished name",
            "san-dns, '*.example.org', must be a name",
            "san-uri, robot, must be an address",
            "san-ip, robot.example.org, must be an IP address",
            "san-email, robot, must be an address"
        })
        void haveASubjectThatThereCanBe(String kind, String value, String reason) {
            assertThat(refusal(signing("tls_client_auth", "tls-client-auth-" + kind + ": '" + value + "'")))
                    .contains(reason);
        }

        @Test
        void areKnownByTheirKeysIfNobodyVouchesForThem() {
            assertThat(refusal(signing("self_signed_tls_client_auth"))).contains("needs the public keys of the client");
            apply(signing("self_signed_tls_client_auth", "jwks: {keys: [" + JWK + "]}"));

            assertThat(client().credentials().keys()).isInstanceOf(ClientKeys.Registered.class);
        }

        @Test
        void haveTokensThatAreBoundToThem() {
            apply(signing("tls_client_auth", SUBJECT, "tokens: {tls-client-certificate-bound-access-tokens: true}"));

            assertThat(client().tokens().senderConstraint().certificateBound()).isTrue();
        }

        @Test
        void haveNoBoundTokensThatComeThroughTheBrowser() {
            assertThat(refusal(signing(
                            "tls_client_auth",
                            SUBJECT,
                            "response-types: [code, code id_token token]",
                            "tokens: {tls-client-certificate-bound-access-tokens: true}")))
                    .contains("response-types", "can be bound to no certificate");
        }
    }

    @Nested
    class SigningClients {

        private ClientKeys keys(String key, String value) {
            apply(signing("private_key_jwt", key + ": " + value));
            return client().credentials().keys();
        }

        @Test
        void haveTheirKeysWrittenOut() {
            ClientKeys written = keys("jwks", "{keys: [" + JWK + "]}");

            assertThat(written).isEqualTo(new ClientKeys.Registered(PublicKeys.parse("{\"keys\":[" + JWK + "]}")));
            assertThat(keys("jwks", "'{\"keys\":[" + JWK + "]}'")).isEqualTo(written);
        }

        @Test
        void haveTheirKeysInAFile() throws IOException {
            Path file = Files.writeString(folder.resolve("jwks.json"), "{\"keys\":[" + JWK + "]}");

            assertThat(keys("jwks-file", file.toString())).isInstanceOf(ClientKeys.Registered.class);
        }

        @Test
        void publishTheirKeys() {
            assertThat(keys("jwks-uri", "https://app.example.com/jwks"))
                    .isEqualTo(new ClientKeys.Published(URI.create("https://app.example.com/jwks")));
        }

        @Test
        void changeNothingIfTheyAreDeclaredAgain() {
            String manifest = signing("client_secret_jwt", "secret: " + "s".repeat(32));
            apply(manifest);
            List<String> kept = client().credentials().keptSecrets();

            assertThat(apply(manifest)).startsWith("nothing to change");
            assertThat(digests.opened(kept.getFirst())).contains(Secret.of("s".repeat(32)));
        }

        @Test
        void needTheirSecretAgainIfOnlyItsDigestIsThere() {
            apply(signing("client_secret_basic", "secret: " + "s".repeat(32)));

            assertThat(refusal(signing("client_secret_jwt"))).contains("secret", "is missing");
            apply(signing("client_secret_jwt", "secret: " + "s".repeat(32)));
            assertThat(client().credentials().keptSecrets()).hasSize(1);
            apply(signing("client_secret_basic"));
            assertThat(client().credentials().keptSecrets()).isEmpty();
        }

        @Test
        void needALongSecret() {
            assertThat(refusal(signing("client_secret_jwt", "secret: " + "s".repeat(31))))
                    .contains("must have at least 32 characters");
            assertThat(refusal(signing(
                            "client_secret_jwt",
                            "token-endpoint-auth-signing-alg: HS512",
                            "secret: " + "s".repeat(63))))
                    .contains("must have at least 64 characters");
        }

        @Test
        void needKeys() {
            assertThat(refusal(signing("private_key_jwt"))).contains("needs the public keys of the client");
        }

        @Test
        void haveTheirKeysInOnePlace() {
            assertThat(refusal(signing(
                            "private_key_jwt", "jwks: {keys: [" + JWK + "]}", "jwks-uri: https://app.example.com/")))
                    .contains("jwks-uri", "cannot stand beside jwks");
        }

        @Test
        void keepTheirPrivateKeysToThemselves() {
            String jwk =
                    SigningKey.generate(SigningAlgorithm.ES256).toPrivateJwk().reveal();

            assertThat(refusal(signing("private_key_jwt", "jwks: {keys: [" + jwk + "]}")))
                    .contains("must hold public keys alone");
            assertThat(refusal(signing("private_key_jwt", "jwks: {keys: [{kty: oct, k: c2VjcmV0}]}")))
                    .contains("must hold public keys alone");
        }

        @Test
        void publishTheirKeysByHttps() {
            assertThat(refusal(signing("private_key_jwt", "jwks-uri: http://app.example.com/jwks")))
                    .contains("must begin with https://");
        }

        @Test
        void signByAnAlgorithmOfTheirMethod() {
            String keys = "jwks: {keys: [" + JWK + "]}";

            assertThat(refusal(signing("private_key_jwt", keys, "token-endpoint-auth-signing-alg: HS256")))
                    .contains("must be such as ES256 for private_key_jwt");
            assertThat(refusal(signing("private_key_jwt", keys, "token-endpoint-auth-signing-alg: none")))
                    .contains("must be such as ES256 for private_key_jwt");
            assertThat(refusal(signing(
                            "client_secret_jwt",
                            "secret: " + "s".repeat(32),
                            "token-endpoint-auth-signing-alg: RS256")))
                    .contains("HS256 for client_secret_jwt");
        }

        @Test
        void haveNoSecretBesidesTheirKey() {
            assertThat(refusal(signing("private_key_jwt", "jwks: {keys: [" + JWK + "]}", "secret: hush")))
                    .contains("is for clients that authenticate by it");
        }
    }

    @Nested
    class Warning {

        private String warnings(String yaml) {
            return Problems.describe(compare(yaml).warnings(), "warning");
        }

        @Test
        void tellsOfShortSecretsAndTokensOnTheFrontChannel() {
            assertThat(warnings("""
                    clients:
                      - id: demo-web
                        name: Demo
                        secret: demo-web-secret
                        response-types: [code token]
                        redirect-uris: [https://app.example.com/callback]
                    """).lines())
                    .containsExactly(
                            "symbolon: 2 warnings in manifest.yaml",
                            "  line 4   secret:                       has fewer than 32 characters; openssl rand -hex 32 makes one that nobody guesses",
                            "  line 5   response-types: code token    sends access tokens through the browser, which RFC 9700 §2.1.2 advises against");
        }

        @Test
        void tellsOfClientsWhoseApiGoes() {
            apply(DEMO);

            assertThat(warnings("remove: {apis: [https://api.example.com/reports]}"))
                    .contains("is used by client demo-web, which is not named here");
        }

        @Test
        void isSilentWhereAllIsWell() {
            assertThat(compare(DEMO).warnings()).isEmpty();
        }
    }
}
