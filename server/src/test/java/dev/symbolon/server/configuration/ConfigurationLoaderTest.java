package dev.symbolon.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.TestIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {

    @TempDir
    private Path folder;

    private Configuration load(Map<String, String> environment, String... flags) {
        return ConfigurationLoader.load(folder, Optional.empty(), environment, List.of(flags));
    }

    private Configuration load(String yaml) {
        write("symbolon.yaml", yaml);
        return load(Map.of());
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The message, with the temporary folder left out and the system's line ends made plain. */
    private String refusal(Map<String, String> environment, String yaml, String... flags) {
        write("symbolon.yaml", yaml);
        try {
            load(environment, flags);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage())
                    .replace(folder + "/", "")
                    .lines()
                    .reduce("", (one, next) -> one + next + "\n");
        }
        throw new AssertionError("it was accepted");
    }

    private String refusal(String yaml) {
        return refusal(Map.of(), yaml);
    }

    @Nested
    class Tls {

        private final TestIdentity server = TestIdentity.server();

        private void writeFiles() {
            write("server.pem", server.certificatePem());
            write("server.key", server.keyPem());
        }

        @Test
        void comesFromTwoFiles() {
            writeFiles();

            Configuration configuration = load("listener: {certificate-file: server.pem, key-file: server.key}");

            assertThat(configuration.listener().tls())
                    .contains(new TlsSettings(folder.resolve("server.pem"), folder.resolve("server.key")));
        }

        @Test
        void needsBoth() {
            writeFiles();

            assertThat(refusal("listener: {certificate-file: server.pem}"))
                    .contains("key-file", "is missing: TLS needs a certificate and its key");
            assertThat(refusal("listener: {certificate-file: none.pem, key-file: server.key}"))
                    .contains("certificate-file: none.pem", "there is no such file");
        }

        @Test
        void needsTheKeyOfTheCertificate() {
            writeFiles();
            write("other.key", TestIdentity.server().keyPem());

            assertThat(refusal("listener: {certificate-file: server.pem, key-file: other.key}"))
                    .contains("key-file: other.key", "that belongs to the first certificate");
        }

        @Test
        void needsTheKeyAsItIsReadHere() {
            writeFiles();
            write("old.key", server.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));

            assertThat(refusal("listener: {certificate-file: server.pem, key-file: old.key}"))
                    .contains("PKCS #8", "openssl pkcs8 -topk8");
            assertThat(refusal("listener: {certificate-file: server.key, key-file: server.key}"))
                    .contains("must hold a certificate in PEM");
        }

        @Test
        void seesCertificatesOfClientsWhereItIsToldTo() {
            writeFiles();

            MtlsSettings mtls = load("""
                            listener: {certificate-file: server.pem, key-file: server.key}
                            mtls: {port: 9443, address: 'https://mtls.example.org', client-authorities: server.pem}
                            """).protocol().mtls();

            assertThat(mtls.isOn()).isTrue();
            assertThat(mtls.listener())
                    .contains(new MtlsSettings.MtlsListener(
                            "127.0.0.1",
                            9443,
                            new TlsSettings(folder.resolve("server.pem"), folder.resolve("server.key"))));
            assertThat(mtls.clientAuthorities()).contains(folder.resolve("server.pem"));
            assertThat(load("").protocol().mtls().isOn()).isFalse();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{port: 9443, address: 'https://mtls.example.org'} | needs mtls.certificate-file and mtls.key-file",
                    "{port: 9443, certificate-file: server.pem, key-file: server.key} | clients must be told where",
                    "{port: 9443, address: 'http://mtls.example.org'} | must be https:// and a host",
                    "{port: 9443, address: 'https://mtls.example.org/x'} | must be https:// and a host",
                    "{host: 0.0.0.0} | needs mtls.port",
                    "{at-listener: true} | needs listener.certificate-file",
                    "{certificate-header: Client-Cert} | needs listener.trusted-proxies",
                    "{certificate-header: Cookie} | that has no other meaning",
                    "{client-authorities: server.pem} | needs mtls.port, mtls.at-listener or mtls.certificate-header",
                    "{at-listener: true, client-authorities: server.key} | must hold a certificate in PEM"
                })
        void refusesWhatCannotBe(String mtls, String reason) {
            writeFiles();

            assertThat(refusal("mtls: " + mtls)).contains(reason);
        }
    }

    @Nested
    class Defaults {

        @Test
        void serveThisMachineAloneWithNothingConfigured() {
            Configuration configuration = load(Map.of());

            assertThat(configuration.issuer()).hasToString("http://localhost:9000");
            assertThat(configuration.listener())
                    .isEqualTo(new ListenerSettings("127.0.0.1", 9000, List.of(), Duration.ZERO));
            assertThat(configuration.storage())
                    .isEqualTo(new StorageSettings.Sqlite(folder.resolve("data/symbolon.db")));
            assertThat(configuration.keys().masterKey())
                    .isEqualTo(new KeySettings.MasterKey.InFile(folder.resolve("data/master.key")));
            assertThat(configuration.keys().rotationPeriod()).isEqualTo(Duration.ofDays(90));
            assertThat(configuration.keys().announcementPeriod()).isEqualTo(Duration.ofDays(7));
            assertThat(configuration.protocol().sessions())
                    .isEqualTo(new SessionSettings(Duration.ofDays(30), Duration.ofDays(3)));
            assertThat(configuration.theme())
                    .isEqualTo(new ThemeSettings("Symbolon", Optional.empty(), Optional.empty()));
            assertThat(configuration.manifests()).isEmpty();
        }

        @Test
        void listenWhereALoopbackIssuerIs() {
            assertThat(load(Map.of(), "--issuer=http://localhost:9100")
                            .listener()
                            .port())
                    .isEqualTo(9100);
            assertThat(load(Map.of(), "--issuer=https://id.example.org/").issuer())
                    .hasToString("https://id.example.org/");
            assertThat(load(Map.of(), "--issuer=https://id.example.org")
                            .listener()
                            .port())
                    .isEqualTo(9000);
        }

        @Test
        void leaveTimeToABalancerThatALoopbackIssuerHasNot() {
            assertThat(drain("--issuer=https://id.example.org")).isEqualTo(Duration.ofSeconds(5));
            assertThat(drain("--issuer=http://localhost:9100")).isZero();
            assertThat(drain("--issuer=https://id.example.org", "--listener-drain=0s"))
                    .isZero();
        }

        @Test
        void keepsWhatHasExpiredForADayUnlessTold() {
            assertThat(load(Map.of()).keepExpired()).isEqualTo(Duration.ofDays(1));
            assertThat(load(Map.of(), "--storage-keep-expired=2h").keepExpired())
                    .isEqualTo(Duration.ofHours(2));
        }

        private Duration drain(String... flags) {
            return load(Map.of(), flags).listener().drain();
        }

        @Test
        void followTheFolderForData() {
            Configuration configuration = load("data: /var/lib/symbolon");

            assertThat(configuration.storage())
                    .isEqualTo(new StorageSettings.Sqlite(Path.of("/var/lib/symbolon/symbolon.db")));
            assertThat(configuration.keys().masterKey())
                    .isEqualTo(new KeySettings.MasterKey.InFile(Path.of("/var/lib/symbolon/master.key")));
        }

        @Test
        void stayConsistentWithWhatIsSet() {
            Configuration configuration =
                    load("sessions: {lifetime: 1d}\nkeys: {rotation-period: 2d}\nlistener:\ntheme:");

            assertThat(configuration.protocol().sessions().idleLifetime()).isEqualTo(Duration.ofDays(1));
            assertThat(configuration.keys().announcementPeriod()).isEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void readsEverythingFromAFile() throws IOException {
        write("pages.css", "");
        write("logo.svg", "<svg/>");
        write("clients.yaml", "");
        write("password", "open sesame\n");

        Configuration configuration = load("""
                issuer: https://id.example.org
                listener:
                  host: 0.0.0.0
                  port: 8080
                  trusted-proxies: [10.0.0.0/8, "::1"]
                storage:
                  url: postgresql://db.example.org/symbolon
                  user: symbolon
                  password-file: password
                  pool-size: 20
                keys:
                  master-key-file: /etc/symbolon/master.key
                  rotation-period: 30d
                  announcement-period: 36h
                sessions:
                  lifetime: 12h
                  idle-lifetime: 30m
                theme:
                  service-name: Example ID
                  stylesheet: pages.css
                  logo: logo.svg
                manifests: clients.yaml
                """);

        assertThat(configuration.issuer()).hasToString("https://id.example.org");
        assertThat(configuration.listener().host()).isEqualTo("0.0.0.0");
        assertThat(configuration.listener().trustedProxies())
                .anyMatch(proxies -> proxies.contains(InetAddress.ofLiteral("10.1.2.3")))
                .anyMatch(proxies -> proxies.contains(InetAddress.ofLiteral("::1")))
                .noneMatch(proxies -> proxies.contains(InetAddress.ofLiteral("11.1.2.3")));
        assertThat(configuration.storage())
                .isEqualTo(new StorageSettings.PostgreSql(
                        "jdbc:postgresql://db.example.org/symbolon",
                        Optional.of("symbolon"),
                        Optional.of(Secret.of("open sesame")),
                        20));
        assertThat(configuration.keys())
                .isEqualTo(new KeySettings(
                        new KeySettings.MasterKey.InFile(Path.of("/etc/symbolon/master.key")),
                        Optional.empty(),
                        Duration.ofDays(30),
                        Duration.ofHours(36)));
        assertThat(configuration.protocol().sessions())
                .isEqualTo(new SessionSettings(Duration.ofHours(12), Duration.ofMinutes(30)));
        assertThat(configuration.theme())
                .isEqualTo(new ThemeSettings(
                        "Example ID",
                        Optional.of(folder.resolve("pages.css")),
                        Optional.of(folder.resolve("logo.svg"))));
        assertThat(configuration.manifests()).containsExactly(folder.resolve("clients.yaml"));
    }

    @Nested
    class Precedence {

        @Test
        void putsFlagsBeforeTheEnvironmentAndThatBeforeTheFile() {
            write("symbolon.yaml", "listener: {port: 1001, host: one.example.org}\nissuer: https://one.example.org");

            Configuration configuration = load(
                    Map.of("SYMBOLON_LISTENER_PORT", "1002", "SYMBOLON_LISTENER_HOST", "two.example.org"),
                    "--listener-port=1003");

            assertThat(configuration.listener())
                    .isEqualTo(new ListenerSettings("two.example.org", 1003, List.of(), Duration.ofSeconds(5)));
            assertThat(configuration.issuer()).hasToString("https://one.example.org");
        }

        @Test
        void letsOneKindOfStorageReplaceTheOther() {
            write(
                    "symbolon.yaml",
                    "storage: {url: 'jdbc:postgresql:symbolon', user: me, password: secret, pool-size: 3}");

            assertThat(load(Map.of("SYMBOLON_STORAGE_FILE", "/tmp/test.db")).storage())
                    .isEqualTo(new StorageSettings.Sqlite(Path.of("/tmp/test.db")));
            assertThat(load(Map.of("SYMBOLON_STORAGE_FILE", "/tmp/test.db"), "--storage-url=jdbc:postgresql:other")
                            .storage())
                    .isEqualTo(new StorageSettings.PostgreSql(
                            "jdbc:postgresql:other", Optional.empty(), Optional.empty(), 10));
        }

        @Test
        void letsASecretReplaceItsFile() {
            write("symbolon.yaml", "storage: {url: 'jdbc:postgresql:symbolon', password-file: nowhere}");

            assertThat(load(Map.of("SYMBOLON_STORAGE_PASSWORD", "open sesame")).storage())
                    .isEqualTo(new StorageSettings.PostgreSql(
                            "jdbc:postgresql:symbolon", Optional.empty(), Optional.of(Secret.of("open sesame")), 10));
        }

        @Test
        void switchesFeaturesOff() {
            write("symbolon.yaml", "features: {introspection: false}");

            Features features = load(Map.of("SYMBOLON_FEATURES_REVOCATION", "false"))
                    .protocol()
                    .features();

            assertThat(features.has(Feature.INTROSPECTION)).isFalse();
            assertThat(features.has(Feature.REVOCATION)).isFalse();
            assertThat(load(Map.of("SYMBOLON_FEATURES_INTROSPECTION", "true"))
                            .protocol()
                            .features()
                            .has(Feature.INTROSPECTION))
                    .isTrue();
        }

        @Test
        void takesAnEmptyVariableAsNotSet() {
            write("symbolon.yaml", "listener: {port: 1001}");

            assertThat(load(Map.of("SYMBOLON_LISTENER_PORT", "")).listener().port())
                    .isEqualTo(1001);
        }

        @Test
        void readsListsFromOneVariable() {
            assertThat(load(Map.of("SYMBOLON_LISTENER_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1"))
                            .listener()
                            .trustedProxies())
                    .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("127.0.0.1"));
        }

        @Test
        void findsTheFileThatTheEnvironmentNames() {
            write("other.yaml", "listener: {port: 1004}");

            assertThat(load(Map.of(
                                    "SYMBOLON_CONFIG",
                                    folder.resolve("other.yaml").toString()))
                            .listener()
                            .port())
                    .isEqualTo(1004);
        }

        @Test
        void resolvesPathsInAFileAgainstItsFolder() throws IOException {
            Files.createDirectory(folder.resolve("etc"));
            write("etc/symbolon.yaml", "data: here");

            Configuration configuration = ConfigurationLoader.load(
                    folder, Optional.of(folder.resolve("etc/symbolon.yaml")), Map.of(), List.of());

            assertThat(configuration.storage())
                    .isEqualTo(new StorageSettings.Sqlite(folder.resolve("etc/here/symbolon.db")));
        }
    }

    @Nested
    class ProblemsOfAFile {

        @Test
        void areToldTogetherWithLineAndRemedy() {
            assertThat(refusal("""
                    # Where we are

                    issuer: http://id.example.org
                    listener:
                      port: many



                    storge:
                      url: jdbc:postgresql:symbolon
                    """)).isEqualTo("""
                    symbolon: 3 problems in symbolon.yaml
                      line 3   issuer: http://id.example.org    must begin with https:// (http:// for localhost only)
                      line 5   port: many                       must be a whole number from 0 to 65535
                      line 9   storge:                          unknown key; did you mean storage?
                    """);
        }

        @Test
        void nameAllKeysWhenNoneIsNear() {
            assertThat(refusal("sessions: {colour: blue}")).isEqualTo("""
                    symbolon: 1 problem in symbolon.yaml
                      line 1   colour:    unknown key; known here: lifetime, idle-lifetime
                    """);
        }

        @Test
        void includeRelationsBetweenKeys() {
            assertThat(refusal("""
                    storage:
                      file: symbolon.db
                      url: jdbc:postgresql:symbolon
                    keys: {rotation-period: 7d, announcement-period: 7d}
                    sessions: {lifetime: 1h, idle-lifetime: 2h}
                    """)).isEqualTo("""
                    symbolon: 3 problems in symbolon.yaml
                      line 2   file: symbolon.db          cannot stand beside url; keep file for SQLite, or url for PostgreSQL
                      line 4   announcement-period: 7d    must be shorter than rotation-period, 7d
                      line 5   idle-lifetime: 2h          must not be longer than lifetime, 1h
                    """);
        }

        @Test
        void refuseWhatOnlyPostgreSqlHas() {
            assertThat(refusal("storage: {pool-size: 3}")).isEqualTo("""
                    symbolon: 1 problem in symbolon.yaml
                      line 1   pool-size: 3    is for PostgreSQL, and needs storage.url
                    """);
        }

        @Test
        void neverShowSecrets() {
            String refusal = refusal("""
                    storage:
                      url: jdbc:postgresql://ada:sesame@db.example.org/symbolon
                      pasword: sesame
                      password: [sesame]
                    keys: {master-key: sesame, master-key-file: here}
                    """);

            assertThat(refusal).startsWith("symbolon: 5 problems").doesNotContain("sesame");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    sessions: {lifetime: 0d}              | must be between 1s and 3650d
                    listener: {drain: 6m}                 | must be between 0s and 5m
                    storage: {keep-expired: 59s}              | must be between 1m and 30d
                    sessions: {lifetime: 3 days}          | must be a number and a unit, such as 90d, 12h, 30m or 45s
                    sessions: {lifetime: }                | has no value; write one, or leave the key out
                    sessions: {lifetime: [1d]}            | must be a single value
                    sessions: forever                     | must be made of keys and values: lifetime, idle-lifetime
                    listener: {trusted-proxies: proxy}    | must be an IP address, or a range such as 10.0.0.0/8
                    listener: {trusted-proxies: 10.0.0.0/33} | must end with /0 to /32
                    listener: {host: 'http://here'}       | must be a name or an IP address, such as 0.0.0.0
                    storage: {url: 'jdbc:mysql:symbolon'} | must be such as jdbc:postgresql://db.example.org/symbolon
                    keys: {master-key: c2hvcnQ=}          | must be 32 octets in hexadecimal digits or base64; openssl rand -hex 32 makes such a key
                    theme: {stylesheet: nowhere.css}      | there is no such file, or it cannot be read
                    theme: {logo: symbolon.yaml}          | must end with .svg, .png, .jpg, .jpeg
                    theme: {service-name: ' '}            | must have 1 to 60 characters
                    'theme: {service-name: "two\\nlines"}' | must have 1 to 60 characters on one line
                    manifests: [nowhere.yaml]             | there is no such file, or it cannot be read
                    issuer: id.example.org                | must be an address such as https://id.example.org
                    issuer: 'https://id.example.org:99999' | must have a port from 1 to 65535, or none
                    issuer: 'https://id.example.org/../a' | must have no dot segments or empty segments in its path
                    '{issuer: a, issuer: b}'              | stands twice; keep one of them
                    '- issuer'                            | must be made of keys and values, such as key: value
                    'issuer: "'                           | is not YAML: found unexpected end of stream
                    """)
        void sayWhatWouldBeRight(String yaml, String remedy) {
            assertThat(refusal(yaml)).contains(remedy);
        }
    }

    @Nested
    class HostileFiles {

        @Test
        void commandNoTerminal() {
            String refusal = refusal("\"a\\e[2J" + "y".repeat(500) + "\": 1\nissuer: \"b\\e[31m\\u202e\"");

            assertThat(refusal).contains("a [2Jy", "issuer: b [31m").doesNotContain("\u001b", "\u202e", "y".repeat(60));
        }

        @Test
        void areRefusedWhenTooLong() {
            assertThat(refusal("# " + "x".repeat(1 << 20))).contains("is longer than 1048576 octets");
        }

        @Test
        void areRefusedWhenTooDeep() {
            assertThat(refusal("issuer: " + "[".repeat(100_000))).contains("more than 20 levels");
        }

        @Test
        void areRefusedWhenAliasesMultiply() {
            StringBuilder yaml = new StringBuilder("a: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
            for (int i = 1; i < 10; i++) {
                String alias = "*a" + (i - 1) + ",";
                yaml.append("a%d: &a%d [%s]%n".formatted(i, i, alias.repeat(9)));
            }

            assertThat(refusal(yaml.toString())).contains("its aliases make it too large");
        }

        @ParameterizedTest
        @ValueSource(strings = {"? [a]\n: b", "? {a: b}\n: c", "[a]: b", "&a [*a]: b", "? &a [x]\n: *a"})
        void areRefusedWithTheLineOfAKeyThatIsNoText(String yaml) {
            assertThat(refusal("\r\n" + yaml)).containsPattern("line 2 +a key must be a plain text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n\nissuer: \u0000", "#\r\n\r\n\u0000", "# \ud83d\ude00\r\rissuer: a\u0000\n\u0000"})
        void areRefusedWithTheLineOfACharacterThatMayNotBe(String yaml) {
            assertThat(refusal(yaml)).containsPattern("line 3 +is not YAML: there is a character U\\+0000");
        }

        @Test
        void areRefusedWhenAnAliasHoldsItself() {
            assertThat(refusal("a: &a [*a]")).contains("line 1", "is not YAML");
        }

        @Test
        void areRefusedInAnotherEncoding() throws IOException {
            Files.write(folder.resolve("symbolon.yaml"), new byte[] {'a', ':', (byte) 0xe4});

            assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("is not in UTF-8");
        }

        @Test
        void areRefusedWhenTheyDoNotExist() {
            assertThatThrownBy(() -> ConfigurationLoader.load(
                            folder, Optional.of(folder.resolve("nowhere.yaml")), Map.of(), List.of()))
                    .hasMessageContaining("there is no such file");
        }
    }

    @Nested
    class ProblemsOutsideOfFiles {

        @Test
        void areToldByVariableAndFlag() {
            assertThat(refusal(
                            Map.of("SYMBOLON_STORGE_URL", "x", "SYMBOLON_SESSIONS_LIFETIME", "long"),
                            "",
                            "--isuer=x",
                            "--listener-port",
                            "--storage-password=sesame",
                            "--issuer=http://id.example.org"))
                    .isEqualTo("""
                            symbolon: 2 problems in the environment
                              SYMBOLON_STORGE_URL                unknown variable; did you mean SYMBOLON_STORAGE_URL?
                              SYMBOLON_SESSIONS_LIFETIME=long    must be a number and a unit, such as 90d, 12h, 30m or 45s
                            symbolon: 4 problems in the flags
                              --isuer                           unknown flag; did you mean --issuer?
                              --listener-port                   has no value; write --listener-port=…
                              --storage-password                must not be a flag, which all users of the machine can read; use --storage-password-file or SYMBOLON_STORAGE_PASSWORD
                              --issuer=http://id.example.org    must begin with https:// (http:// for localhost only)
                            """);
        }

        @Test
        void ignoreVariablesOfOthers() {
            assertThat(load(Map.of("SYMBOLON_PORT", "tcp://10.0.0.1:80", "SYMBOLON_SERVICE_HOST", "x", "HOME", "/")))
                    .isNotNull();
        }
    }

    @Test
    void noTwoSettingsHaveTheSameVariableOrFlag() {
        assertThat(Setting.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
        assertThat(Setting.ALL).extracting(Setting::flag).doesNotHaveDuplicates();
    }
}
