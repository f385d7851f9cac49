package dev.symbolon.resourceserver.servlet;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.dpop.ProvenRequest;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProtectedResourceMetadata;
import dev.symbolon.resourceserver.DpopPolicy;
import dev.symbolon.resourceserver.Requirement;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.ResourceServerOptions;
import dev.symbolon.resourceserver.TestClock;
import dev.symbolon.resourceserver.TestIssuer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The servlet filter, in a real Jetty")
class BearerFilterTest {

    private static final String APP = "https://app.example.com";

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);

    /** Answers with who calls, as the servlet interface tells. */
    private static final class WhoCalls extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getUserPrincipal() == null) {
                response.getWriter().print("nobody");
                return;
            }
            response.getWriter()
                    .print(String.join(
                            " ",
                            request.getUserPrincipal().getName(),
                            request.getRemoteUser(),
                            request.getAuthType(),
                            BearerFilter.caller(request).clientId().value(),
                            Boolean.toString(request.isUserInRole("read:reports")),
                            Boolean.toString(request.isUserInRole("admin"))));
        }
    }

    @BeforeEach
    void start() throws Exception {
        BearerFilter filter = BearerFilter.of(api())
                .open("GET", "/")
                .require("GET", "/reports", "read:reports")
                .require("POST", "/reports", "create:reports")
                .require("GET", "/me/*")
                .require("GET", "/secrets", Requirement.of("read:reports").withAcrValues("mfa"))
                .allowOrigins(APP);
        ContextHandlerCollection applications = new ContextHandlerCollection();
        applications.addHandler(application("/", filter));
        applications.addHandler(application(
                "/proxied", BearerFilter.of(api()).require("GET", "/").at("https://api.example.com")));
        applications.addHandler(
                application("/careful", BearerFilter.of(demandingNonces()).require("GET", "/")));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(applications);
        jetty.start();
    }

    private ResourceServer api() {
        return ResourceServer.of(
                issuer.issuer(), REPORTS, ResourceServerOptions.defaults().withClock(clock));
    }

    private ResourceServer demandingNonces() {
        Secret key = Secret.of("of all nodes, at least 32 characters");
        return ResourceServer.of(
                issuer.issuer(),
                REPORTS,
                ResourceServerOptions.defaults()
                        .withClock(clock)
                        .withDpop(DpopPolicy.defaults().withNonces(key)));
    }

    private static ServletContextHandler application(String path, BearerFilter filter) {
        ServletContextHandler application = new ServletContextHandler(path);
        application.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        application.addServlet(new ServletHolder(new WhoCalls()), "/");
        return application;
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        jetty.stop();
        issuer.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + issuer.token());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Nested
    @DisplayName("RFC 9449: with a proof of the key")
    class Proofs {

        private final DpopKey key = DpopKey.generate();
        private final String token =
                issuer.token(issuer.claims().with("cnf", JsonObject.empty().with("jkt", key.thumbprint())));

        private HttpRequest.Builder proving(String path, String address) {
            ProvenRequest proven = new ProvenRequest("GET", URI.create(address), Optional.of(new AccessToken(token)));
            return request(path)
                    .header("Authorization", "DPoP " + token)
                    .header("DPoP", key.prove(proven, Optional.empty(), clock.instant(), new SecureRandom()));
        }

        private String here(String path) {
            return "http://127.0.0.1:" + connector.getLocalPort() + path;
        }

        @Test
        void letsABoundTokenThrough() throws Exception {
            assertThat(send(proving("/reports?page=2", here("/reports"))).body())
                    .isEqualTo("ada ada DPoP demo-web true false");
        }

        @Test
        void refusesAProofForAnotherPath() throws Exception {
            HttpResponse<String> response = send(proving("/reports", here("/me")));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate")).startsWith("DPoP ").contains("invalid_dpop_proof");
        }

        @Test
        void refusesTwoProofs() throws Exception {
            HttpRequest.Builder request = proving("/reports", here("/reports"));
            String another = proving("/reports", here("/reports"))
                    .build()
                    .headers()
                    .firstValue("DPoP")
                    .orElseThrow();

            assertThat(send(request.header("DPoP", another)).statusCode()).isEqualTo(401);
        }

        @Test
        void comparesWithTheAddressThatClientsKnow() throws Exception {
            assertThat(send(proving("/proxied/", "https://api.example.com/proxied/"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(proving("/proxied/", here("/proxied/"))).statusCode())
                    .isEqualTo(401);
        }

        @Test
        void givesOutANonceWhereOneIsNeeded() throws Exception {
            HttpResponse<String> response = send(proving("/careful/", here("/careful/")));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate")).contains("error=\"use_dpop_nonce\"");
            assertThat(header(response, "DPoP-Nonce")).isNotEmpty();
        }

        @Test
        void namesItsSchemeToWhoeverHasNoToken() throws Exception {
            assertThat(header(send(request("/reports")), "WWW-Authenticate")).contains(", DPoP algs=\"");
        }
    }

    @Nested
    @DisplayName("RFC 9470: with too weak a sign-in")
    class StepUp {

        @Test
        void saysWhatWouldBeEnough() throws Exception {
            HttpResponse<String> response = send(authorized("/secrets"));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate"))
                    .contains("error=\"insufficient_user_authentication\"", "acr_values=\"mfa\"");
        }
    }

    @Nested
    @DisplayName("RFC 6750: with and without a token")
    class Tokens {

        @Test
        void letsAGoodTokenThroughAndSaysWhoCalls() throws Exception {
            assertThat(send(authorized("/reports")).body()).isEqualTo("ada ada Bearer demo-web true false");
        }

        @Test
        void challengesWhoeverHasNone() throws Exception {
            HttpResponse<String> response = send(request("/reports"));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate"))
                    .startsWith("Bearer realm=")
                    .contains("resource_metadata=")
                    .doesNotContain("error");
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
            assertThat(JsonObject.parse(response.body()).string("error_description"))
                    .isPresent();
        }

        @Test
        void refusesABadOne() throws Exception {
            HttpResponse<String> response = send(request("/reports").header("Authorization", "Bearer bad"));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(JsonObject.parse(response.body()).string("error")).contains("invalid_token");
        }

        @Test
        void refusesOneThatDoesNotGrantEnough() throws Exception {
            HttpResponse<String> response =
                    send(authorized("/reports").POST(HttpRequest.BodyPublishers.ofString("{}")));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(header(response, "WWW-Authenticate"))
                    .contains("error=\"insufficient_scope\"", "scope=\"create:reports\"");
            assertThat(JsonObject.parse(response.body()).string("scope")).contains("create:reports");
        }

        @Test
        void refusesOneThatIsSentTwice() throws Exception {
            HttpResponse<String> response =
                    send(authorized("/reports").header("Authorization", "Bearer " + issuer.token()));

            assertThat(response.statusCode()).isEqualTo(400);
        }

        @Test
        void refusesOneInTheAddress() throws Exception {
            assertThat(send(request("/reports?access_token=" + issuer.token())).statusCode())
                    .isEqualTo(400);
        }

        @Test
        void isUnavailableWhileTheKeysAre() throws Exception {
            issuer.breakDown();

            HttpResponse<String> response = send(authorized("/reports"));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(header(response, "Retry-After")).isEqualTo("10");
            assertThat(header(response, "WWW-Authenticate")).isEmpty();
        }

        @Test
        void takesAnyGoodTokenWhereNoPermissionIsRequired() throws Exception {
            assertThat(send(authorized("/me/and/more")).statusCode()).isEqualTo(200);
        }

        @Test
        void wantsATokenWhereNoPermissionIsRequired() throws Exception {
            assertThat(send(request("/me/and/more")).statusCode()).isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("the rules")
    class Rules {

        @Test
        void openAPathOnlyWhenTold() throws Exception {
            assertThat(send(request("/")).body()).isEqualTo("nobody");
        }

        @Test
        void hideWhatNoneOfThemNames() throws Exception {
            assertThat(send(authorized("/reports/secret")).statusCode()).isEqualTo(404);
        }

        @Test
        void refuseAMethodThatNoneOfThemNames() throws Exception {
            HttpResponse<String> response = send(authorized("/reports").DELETE());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, POST");
        }

        @Test
        void guardHeadLikeGet() throws Exception {
            assertThat(send(request("/reports").HEAD()).statusCode()).isEqualTo(401);
        }

        @Test
        void cannotBeDodgedByASpelling() throws Exception {
            for (String path :
                    new String[] {"/%72eports", "/reports;x=y", "/./reports", "//reports", "/me/../reports"}) {
                assertThat(send(request(path)).statusCode()).as(path).isBetween(400, 404);
            }
        }

        @Test
        void reachNoFurtherThanTheSlash() throws Exception {
            assertThat(send(authorized("/meadow")).statusCode()).isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a/*/b", "/a*", "*", "a", "a/*", ""})
        void acceptNoPathThatWouldGuardSomethingElse(String path) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AccessRule("GET", path, Optional.empty()));
        }
    }

    @Nested
    @DisplayName("RFC 9728: the metadata")
    class Metadata {

        private void assertMetadataAt(String path) throws Exception {
            HttpResponse<String> response = send(request(path));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(ProtectedResourceMetadata.parse(JsonObject.parse(response.body())))
                    .isEqualTo(ProtectedResourceMetadata.of(
                            REPORTS, issuer.issuer(), Scope.of("read:reports", "create:reports")));
        }

        @Test
        void isAtTheWellKnownPath() throws Exception {
            assertMetadataAt("/.well-known/oauth-protected-resource");
        }

        @Test
        void isOnlyRead() throws Exception {
            HttpRequest.Builder posted =
                    request("/.well-known/oauth-protected-resource").POST(HttpRequest.BodyPublishers.noBody());

            assertThat(send(posted).statusCode()).isEqualTo(404);
        }

        @Test
        void isAtThePathOfTheIdentifierToo() throws Exception {
            assertMetadataAt("/.well-known/oauth-protected-resource/reports");
        }
    }

    @Nested
    @DisplayName("CORS")
    class FromOtherOrigins {

        private HttpRequest.Builder preflight(String origin, String method) {
            return request("/reports")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", method);
        }

        @Test
        void anAllowedOneMayAskBeforehandWithoutAToken() throws Exception {
            HttpResponse<String> response = send(preflight(APP, "POST"));

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(APP);
            assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("POST");
            assertThat(header(response, "Access-Control-Allow-Headers")).contains("Authorization");
            assertThat(header(response, "Access-Control-Allow-Credentials")).isEmpty();
        }

        @Test
        void noOtherMayAsk() throws Exception {
            HttpResponse<String> response = send(preflight("https://evil.example", "POST"));

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
        }

        @Test
        void anAllowedOneMayReadARefusal() throws Exception {
            HttpResponse<String> response = send(request("/reports").header("Origin", APP));

            assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(APP);
            assertThat(header(response, "Access-Control-Expose-Headers")).contains("WWW-Authenticate");
            assertThat(header(response, "Vary")).isEqualTo("Origin");
        }

        @Test
        void noOtherMayReadAnAnswer() throws Exception {
            HttpResponse<String> response = send(authorized("/reports").header("Origin", "https://evil.example"));

            assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
        }
    }
}
