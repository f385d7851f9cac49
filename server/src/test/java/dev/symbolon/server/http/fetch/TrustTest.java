package dev.symbolon.server.http.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.symbolon.protocol.Network;
import dev.symbolon.server.TestClock;
import dev.symbolon.server.TestSite;
import dev.symbolon.server.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    private static Path folder;

    private static TestSite site;

    @BeforeAll
    static void open() throws IOException, GeneralSecurityException, InterruptedException {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=keys", "-ext", "san=dns:keys.example", "-validity", "9");
        keytool("-exportcert", "-rfc", "-file", folder.resolve("keys.pem").toString());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        site = TestSite.on(server).at("/", HttpResponse.of(200, "application/json", "{}"));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "keys", "-storepass", "changeit"));
        command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(stream, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String get(String host, Trust trust) {
        Reach reach = new Reach(false, List.of(Network.parse("127.0.0.1")), name -> List.of(HERE));
        try (Fetcher fetcher = new Fetcher(reach, trust, new TestClock())) {
            return fetcher.get(URI.create("https://" + host + ":" + site.port() + "/"), Expectation.SECTOR_IDENTIFIER)
                    .body();
        }
    }

    @Test
    void believesAnAuthorityThatTheOperatorNames() {
        assertThat(get("keys.example", Trust.andOf(folder.resolve("keys.pem")))).isEqualTo("{}");
    }

    @Test
    void believesNobodyElse() {
        assertThatThrownBy(() -> get("keys.example", Trust.USUAL)).isInstanceOf(FetchException.class);
    }

    @Test
    void comparesTheNameInTheCertificate() {
        assertThatThrownBy(() -> get("other.example", Trust.andOf(folder.resolve("keys.pem"))))
                .isInstanceOf(FetchException.class);
    }

    @Test
    void refusesAFileWithoutCertificates() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThatThrownBy(() -> Trust.andOf(empty)).hasMessageContaining("no certificate");
    }
}
