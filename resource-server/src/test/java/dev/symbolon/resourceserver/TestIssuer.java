package dev.symbolon.resourceserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer on loopback that has a discovery document and keys, signs what it is told to, and can be out of order. */
public final class TestIssuer implements AutoCloseable {

    public static final Audience REPORTS = new Audience("https://api.example.com/reports");

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String JWKS = "/jwks.json";
    private static final String INTROSPECTION = "/introspect";

    private final SigningKey key = SigningKey.generate(SigningAlgorithm.ES256);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger jwksFetches = new AtomicInteger();
    private final InstantSource clock;
    private final HttpServer server;
    private final Issuer issuer;
    private volatile List<JsonObject> published = List.of(key.toPublicJwk());
    private volatile HttpHandler discovery;
    private volatile HttpHandler jwks;
    private volatile HttpHandler introspection = status(500);
    private final AtomicInteger introspections = new AtomicInteger();

    private TestIssuer(InstantSource clock) throws IOException {
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.issuer = Issuer.parse("http://127.0.0.1:" + server.getAddress().getPort());
        this.discovery = json(() -> metadata());
        this.jwks = json(() -> JsonObject.empty().with("keys", published));
    }

    public static TestIssuer start(InstantSource clock) {
        try {
            TestIssuer started = new TestIssuer(clock);
            started.server.createContext(DISCOVERY, exchange -> started.discovery.handle(exchange));
            started.server.createContext(JWKS, started::answerJwks);
            started.server.createContext(INTROSPECTION, started::answerIntrospection);
            started.server.setExecutor(started.executor);
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerJwks(HttpExchange exchange) throws IOException {
        jwksFetches.incrementAndGet();
        jwks.handle(exchange);
    }

    private void answerIntrospection(HttpExchange exchange) throws IOException {
        introspections.incrementAndGet();
        introspection.handle(exchange);
    }

    void answerIntrospection(HttpHandler handler) {
        introspection = handler;
    }

    int introspections() {
        return introspections.get();
    }

    interface Document {
        JsonObject current();
    }

    static HttpHandler json(Document document) {
        return exchange -> send(exchange, 200, document.current().toString());
    }

    static HttpHandler status(int status) {
        return exchange -> send(exchange, status, "{}");
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] octets = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    public Issuer issuer() {
        return issuer;
    }

    public SigningKey key() {
        return key;
    }

    JsonObject metadata() {
        return JsonObject.empty()
                .with("issuer", issuer.value())
                .with("authorization_endpoint", issuer.resolve("/authorize"))
                .with("token_endpoint", issuer.resolve("/oauth/token"))
                .with("jwks_uri", issuer.resolve(JWKS))
                .with("introspection_endpoint", issuer.resolve(INTROSPECTION));
    }

    void publish(JsonObject... jwks) {
        published = List.of(jwks);
    }

    void answerDiscovery(HttpHandler handler) {
        discovery = handler;
    }

    HttpHandler jwks() {
        return jwks;
    }

    public void answerJwks(HttpHandler handler) {
        jwks = handler;
    }

    /** From now on nothing can be had. */
    public void breakDown() {
        discovery = status(500);
    }

    int jwksFetches() {
        return jwksFetches.get();
    }

    /** The claims of a good access token that lives for ten minutes. */
    public JsonObject claims() {
        Instant now = clock.instant();
        return JsonObject.empty()
                .with("iss", issuer.value())
                .with("aud", List.of(REPORTS.value()))
                .with("sub", "ada")
                .with("client_id", "demo-web")
                .with("scope", "openid read:reports")
                .with("sid", "s1")
                .with("jti", "t1")
                .with("iat", now.getEpochSecond())
                .with("exp", now.getEpochSecond() + 600);
    }

    public String token() {
        return token(claims());
    }

    public String token(JsonObject claims) {
        return key.sign("at+jwt", claims);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        executor.close();
    }
}
