package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.KeySettings;
import dev.symbolon.server.configuration.ListenerSettings;
import dev.symbolon.server.configuration.ObservationSettings;
import dev.symbolon.server.configuration.OutboundSettings;
import dev.symbolon.server.configuration.ProtocolSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.SessionSettings;
import dev.symbolon.server.configuration.StorageSettings;
import dev.symbolon.server.configuration.ThemeSettings;
import dev.symbolon.server.endpoint.discovery.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BannerTest {

    private static final KeySettings.MasterKey IN_FILE = new KeySettings.MasterKey.InFile(Path.of("/data/master.key"));
    private static final Banner.Registered SOME = new Banner.Registered(2, 1, 1);

    private static String banner(
            String issuer, List<Network> proxies, KeySettings.MasterKey masterKey, Banner.Registered registered) {
        Configuration configuration = new Configuration(
                Issuer.parse(issuer),
                new ListenerSettings("127.0.0.1", 0, proxies, Duration.ZERO),
                new StorageSettings.Sqlite(Path.of("/data/symbolon.db")),
                Duration.ofDays(1),
                new KeySettings(masterKey, Optional.empty(), Duration.ofDays(90), Duration.ofDays(7)),
                new ThemeSettings("Symbolon", Optional.empty(), Optional.empty()),
                ObservationSettings.DEFAULT,
                List.of(),
                new ProtocolSettings(
                        new SessionSettings(Duration.ofDays(30), Duration.ofDays(3)),
                        Features.ALL,
                        OutboundSettings.usual(Issuer.parse(issuer)),
                        RegistrationSettings.OFF));
        Served served = new Served(
                List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
                List.of(ResponseMode.QUERY, ResponseMode.FRAGMENT),
                List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC),
                true);
        return new Banner(configuration, 9000, "SQLite /data/symbolon.db", "Java's own", served, registered, List.of())
                .text();
    }

    @Test
    void tellsAnOperatorWhatThereIs() {
        List<Network> proxies = List.of(Network.parse("10.0.0.0/8"));

        assertThat(banner("https://id.example.org", proxies, IN_FILE, SOME).lines())
                .containsExactly(
                        "Symbolon is ready",
                        "",
                        "  issuer        https://id.example.org",
                        "  discovery     https://id.example.org/.well-known/openid-configuration",
                        "  listens on    http://127.0.0.1:9000, and trusts the proxies 10.0.0.0/8",
                        "  storage       SQLite /data/symbolon.db",
                        "  master key    /data/master.key",
                        "  signing keys  RS256, ES256; new ones every 90d, announced 7d before",
                        "  signatures    Java's own",
                        "  serves        response types  code, token, id_token, id_token token, code token, code id_token,"
                                + " code id_token token",
                        "                response modes  query, fragment",
                        "                grant types     authorization_code, refresh_token",
                        "                clients by      client_secret_basic",
                        "  registered    2 clients, 1 API, 1 user");
    }

    @Test
    void warnsOfAProxyThatIsNotTrusted() {
        assertThat(banner("https://id.example.org", List.of(), IN_FILE, SOME))
                .contains("  warning       a proxy must do TLS, and without listener.trusted-proxies");
    }

    @Test
    void warnsOfAnIssuerThatNobodyElseReaches() {
        assertThat(banner("http://localhost:9000", List.of(), IN_FILE, SOME))
                .contains("  warning       only this machine can reach the issuer");
    }

    @Test
    void warnsOfAnEmptyDatabase() {
        assertThat(banner("http://localhost:9000", List.of(), IN_FILE, new Banner.Registered(0, 0, 0)))
                .contains("  warning       there is no client yet");
    }

    @Test
    void neverShowsTheMasterKey() {
        KeySettings.MasterKey given = new KeySettings.MasterKey.Given(Secret.of("sesame"));

        assertThat(banner("http://localhost:9000", List.of(), given, SOME))
                .contains("  master key    given in the configuration")
                .doesNotContain("sesame");
    }
}
