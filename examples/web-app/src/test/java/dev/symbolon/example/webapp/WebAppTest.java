package dev.symbolon.example.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application while there is no provider; with one it is tested through a browser, in the module end-to-end. */
class WebAppTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static WebApp app;

    @BeforeAll
    static void start() {
        // Nothing listens on port 1.
        app = WebApp.start(
                new WebApp.Settings(
                        Issuer.parse("http://localhost:1"),
                        new WebApp.Names("web", "web-key", "web-encrypted"),
                        Secret.of("a-secret-of-the-web-app"),
                        URI.create("http://localhost:1"),
                        Optional.of(new WebApp.SampleAccount("ada", "<engine>"))),
                0);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Nested
    class FirstPage {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "code id_token",
                    "code token",
                    "code id_token token",
                    "form_post",
                    "fragment",
                    "query_fragment",
                    "form_post.jwt",
                    "secret",
                    "key",
                    "encrypted"
                })
        void offersEveryHybridResponseTypeAndModeAndDoor(String value) throws Exception {
            assertThat(get("/").body()).contains("value=\"" + value + "\"");
        }

        @Test
        void escapesWhatItIsTold() throws Exception {
            assertThat(get("/").body()).contains("&lt;engine&gt;").doesNotContain("<engine>");
        }

        @Test
        void beginsNoSession() throws Exception {
            assertThat(get("/").headers().allValues("Set-Cookie")).isEmpty();
        }

        @Test
        void findsItsStylesheet() throws Exception {
            var link = Pattern.compile("/assets/[0-9a-f]+/style\\.css").matcher(get("/").body());

            assertThat(link.find()).isTrue();
            assertThat(header(get(link.group()), "Content-Type")).startsWith("text/css");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/nothing", "/callback", "/symbolon"})
    void letsPagesLoadNothingFromElsewhereAndNobodyFrameThem(String path) throws Exception {
        assertThat(header(get(path), "Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void showsAWayOnWhenTheProviderIsAway() throws Exception {
        HttpResponse<String> page = get("/login?return_to=/symbolon");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("The provider does not answer", "/login?return_to=%2Fsymbolon");
    }

    @Test
    void refusesAResponseTypeThatThereIsNot() throws Exception {
        assertThat(get("/login?response_type=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void hasAPageForPagesThatThereAreNot() throws Exception {
        HttpResponse<String> page = get("/nothing");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("There is no such page").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void leadsToTheDoorThatIsChosen() throws Exception {
        assertThat(header(get("/start?door=key&response_mode=fragment"), "Location"))
                .endsWith("/key/login?return_to=%2Fkey%2Fsymbolon&door=key&response_mode=fragment");
        assertThat(header(get("/start?door=encrypted"), "Location"))
                .endsWith("/encrypted/login?return_to=%2Fencrypted%2Fsymbolon&door=encrypted");
        assertThat(header(get("/start?door=secret"), "Location")).endsWith("/login?return_to=%2Fsymbolon&door=secret");
    }

    @Test
    void publishesThePublicHalvesOfItsKeysAlone() throws Exception {
        assertThat(get("/jwks.json").body())
                .contains("\"use\":\"sig\"", "\"use\":\"enc\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void listensToTheProviderAtEveryDoor() throws Exception {
        for (String path : List.of("/logged-out", "/key/logged-out", "/encrypted/logged-out")) {
            assertThat(send(request(path).POST(BodyPublishers.ofString("x=y"))).statusCode())
                    .isEqualTo(400);
        }
    }

    @Nested
    class PagesOfOtherOrigins {

        private int post(String path, String header, String value) throws IOException, InterruptedException {
            return send(request(path).header(header, value).POST(BodyPublishers.noBody()))
                    .statusCode();
        }

        @ParameterizedTest
        @ValueSource(strings = {"cross-site", "same-site", "none"})
        void cannotPress(String site) throws Exception {
            assertThat(post("/symbolon/refresh", "Sec-Fetch-Site", site)).isEqualTo(403);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:9000", "null", "https://evil.example"})
        void cannotPressInABrowserThatSendsOriginsAlone(String origin) throws Exception {
            assertThat(post("/symbolon/refresh", "Origin", origin)).isEqualTo(403);
        }

        @Test
        void cannotPressWithoutSayingWhoTheyAre() throws Exception {
            assertThat(post("/symbolon/refresh", "Accept", "*/*")).isEqualTo(403);
        }

        @Test
        void areToldFromOurOwnWhichOnlyLacksALogin() throws Exception {
            assertThat(post("/symbolon/refresh", "Sec-Fetch-Site", "same-origin"))
                    .isEqualTo(401);
        }
    }

    @Nested
    class OtherHosts {

        private String statusLine(String host) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
                socket.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        @Test
        void areNotAnsweredFor() throws Exception {
            assertThat(statusLine("evil.example")).startsWith("HTTP/1.1 421 ");
        }

        @Test
        void areLedToTheNameWhenTheyAreItsNumber() throws Exception {
            assertThat(statusLine("127.0.0.1:" + app.port()))
                    .startsWith("HTTP/1.1 302 ")
                    .contains("Location: http://localhost:" + app.port() + "/");
        }
    }
}
