package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.dpop.DpopNonces;
import dev.symbolon.protocol.dpop.DpopProofs;
import dev.symbolon.protocol.dpop.ProvenRequest;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Tokens that are bound to the application's key (RFC 9449)")
class BoundTokensTest {

    private static final String NONCE = "nonce-of-the-server";

    private final TestLogins logins = new TestLogins();
    private final DpopKey key = DpopKey.generate();
    private final AtomicInteger calls = new AtomicInteger();

    /** What a server accepts that does as the standard says. */
    private final DpopProofs proofs = new DpopProofs(
            Optional.of(new DpopNonces() {

                @Override
                public String next() {
                    return NONCE;
                }

                @Override
                public Optional<Instant> givenAt(String nonce) {
                    return nonce.equals(NONCE) ? Optional.of(logins.clock.instant()) : Optional.empty();
                }
            }),
            logins.clock);

    BoundTokensTest() {
        logins.registration = logins.registration.withDpop(key);
        logins.provider.tokenResponse = answer -> answer.with("token_type", "DPoP");
    }

    @AfterEach
    void close() {
        logins.close();
    }

    /** An API that wants the token by DPoP, or says what is wrong. */
    private HttpHandler api(boolean needsNonce) {
        return exchange -> {
            calls.incrementAndGet();
            Headers headers = exchange.getRequestHeaders();
            String authorization = headers.getFirst("Authorization");
            ProvenRequest request = new ProvenRequest(
                    exchange.getRequestMethod(),
                    URI.create(logins.provider.issuer() + exchange.getRequestURI()),
                    Optional.of(new AccessToken(authorization.substring("DPoP ".length()))));
            try {
                proofs.accept(headers.getOrDefault("DPoP", List.of()), request, needsNonce);
                TestProvider.send(exchange, 200, JsonObject.empty().with("sub", "ada"));
            } catch (OAuthException e) {
                refuse(exchange, e);
            }
        };
    }

    private static void refuse(HttpExchange exchange, OAuthException refusal) throws IOException {
        exchange.getResponseHeaders().add("DPoP-Nonce", NONCE);
        exchange.getResponseHeaders()
                .add("WWW-Authenticate", "DPoP error=\"" + refusal.error().code() + "\"");
        TestProvider.send(exchange, 401, JsonObject.empty());
    }

    private URI reports() {
        return URI.create(logins.provider.issuer() + "/reports?page=1");
    }

    private HttpResponse<String> call(OpenIdClient client, AccessToken token) throws Exception {
        return client.call(token, HttpRequest.newBuilder(reports()).build(), BodyHandlers.ofString());
    }

    @Test
    void areGotAndUsed() throws Exception {
        logins.provider.overrides = Map.of("/reports", api(false));
        OpenIdClient client = logins.client();
        Login login = logins.login(client, LoginOptions.none(), UnaryOperator.identity());

        HttpResponse<String> answer = call(client, login.tokens().orElseThrow().accessToken());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void areRefreshed() {
        OpenIdClient client = logins.client();
        Login login = logins.login(client, LoginOptions.none(), UnaryOperator.identity());

        assertThat(client.refresh(login).tokens()).isNotEqualTo(login.tokens());
    }

    @Test
    void tellTheUser() {
        logins.provider.overrides = Map.of("/userinfo", api(true));
        OpenIdClient client = logins.client();

        assertThat(client.userInfo(logins.login(client, LoginOptions.none(), UnaryOperator.identity()))
                        .string("sub"))
                .contains("ada");
    }

    @Test
    void showANonceToNobodyButTheServerThatGaveIt() throws Exception {
        logins.provider.overrides = Map.of("/reports", api(true));
        OpenIdClient client = logins.client();
        AccessToken token = logins.login(client, LoginOptions.none(), UnaryOperator.identity())
                .tokens()
                .orElseThrow()
                .accessToken();
        call(client, token);
        List<String> shown = new CopyOnWriteArrayList<>();
        try (TestProvider other = new TestProvider(logins.clock)) {
            other.overrides = Map.of("/reports", exchange -> {
                shown.add(exchange.getRequestHeaders().getFirst("DPoP"));
                TestProvider.send(exchange, 200, JsonObject.empty());
            });
            URI reports = URI.create(other.issuer() + "/reports");

            client.call(token, HttpRequest.newBuilder(reports).build(), BodyHandlers.ofString());
        }

        JsonObject proof = UnverifiedJwt.parse(shown.getFirst()).orElseThrow().claims();
        assertThat(proof.names()).contains("htu").doesNotContain("nonce");
    }

    @Test
    void takeUpANonce() throws Exception {
        logins.provider.overrides = Map.of("/reports", api(true));
        OpenIdClient client = logins.client();
        AccessToken token = logins.login(client, LoginOptions.none(), UnaryOperator.identity())
                .tokens()
                .orElseThrow()
                .accessToken();

        assertThat(call(client, token).statusCode()).isEqualTo(200);
        assertThat(call(client, token).statusCode()).isEqualTo(200);
        assertThat(calls).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({"Authorization,Basic YTpi", "DPoP,made-for-another-request"})
    void replaceWhatTheRequestBroughtAlong(String header, String value) throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        logins.provider.overrides = Map.of("/reports", exchange -> {
            received.addAll(exchange.getRequestHeaders().get(header));
            TestProvider.send(exchange, 200, JsonObject.empty());
        });
        HttpRequest request =
                HttpRequest.newBuilder(reports()).header(header, value).build();

        logins.client().call(new AccessToken("token"), request, BodyHandlers.discarding());

        assertThat(received).hasSize(1).doesNotContain(value);
    }

    @Test
    void rememberTheNoncesOfNoMoreThanAThousandServers() {
        KeyProofs remembering = new KeyProofs(Optional.of(key), logins.clock, new SecureRandom());
        HttpHeaders headers = HttpHeaders.of(Map.of("DPoP-Nonce", List.of(NONCE)), (name, value) -> true);
        List<HttpRequest> servers = IntStream.range(0, 1_001)
                .mapToObj(i -> HttpRequest.newBuilder(URI.create("https://" + i + ".example"))
                        .build())
                .toList();

        servers.forEach(server -> remembering.learn(server.uri(), headers));

        assertThat(servers.stream().filter(server -> hasNonce(remembering.proving(server))))
                .hasSizeBetween(1, 1_000);
    }

    private static boolean hasNonce(HttpRequest request) {
        String proof = request.headers().firstValue("DPoP").orElseThrow();
        return UnverifiedJwt.parse(proof).orElseThrow().claims().has("nonce");
    }

    @Test
    void takeUpANonceOfTheTokenEndpoint() {
        logins.provider.overrides = Map.of("/token", exchange -> {
            calls.incrementAndGet();
            ProvenRequest request = ProvenRequest.of("POST", URI.create(logins.provider.issuer() + "/token"));
            try {
                proofs.accept(exchange.getRequestHeaders().getOrDefault("DPoP", List.of()), request, true);
                TestProvider.send(
                        exchange,
                        200,
                        JsonObject.empty().with("access_token", "t").with("token_type", "DPoP"));
            } catch (OAuthException e) {
                exchange.getResponseHeaders().add("DPoP-Nonce", NONCE);
                TestProvider.send(
                        exchange,
                        400,
                        JsonObject.empty().with("error", e.error().code()));
            }
        });

        Tokens tokens = logins.client().clientCredentials(Scope.empty(), Optional.empty());

        assertThat(tokens.accessToken().value()).isEqualTo("t");
        assertThat(calls).hasValue(2);
    }

    @Test
    void giveUpAfterOneMoreTry() {
        logins.provider.overrides = Map.of("/token", exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().add("DPoP-Nonce", "another-" + calls.get());
            TestProvider.send(exchange, 400, JsonObject.empty().with("error", "use_dpop_nonce"));
        });
        OpenIdClient client = logins.client();

        assertThatExceptionOfType(OpenIdFailure.Refused.class)
                .isThrownBy(() -> client.clientCredentials(Scope.empty(), Optional.empty()));
        assertThat(calls).hasValue(2);
    }

    @Test
    void bindTheCode() {
        Parameters request =
                Parameters.parse(logins.client().startLogin().authorizationUri().getRawQuery());

        assertThat(request.one("dpop_jkt")).contains(key.thumbprint().value());
    }

    @Test
    void areNotGivenUpForBearerTokens() {
        logins.provider.tokenResponse = UnaryOperator.identity();

        assertThat(logins.refusal()).isEqualTo(Reason.TOKEN_TYPE_UNSUPPORTED);
    }

    @Test
    void areNotGivenUpForBearerTokensThroughTheBrowserEither() {
        logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN);

        assertThat(logins.refusal()).isEqualTo(Reason.TOKEN_TYPE_UNSUPPORTED);
        assertThat(reasonOf(() -> logins.login(TestLogins.replacing("token_type", "Bearer"))))
                .isEqualTo(Reason.TOKEN_TYPE_UNSUPPORTED);
    }

    @Test
    void areNotTakenForBearerTokensWithoutAKey() {
        logins.registration = logins.provider.registration();

        assertThat(logins.refusal()).isEqualTo(Reason.TOKEN_TYPE_UNSUPPORTED);
    }
}
