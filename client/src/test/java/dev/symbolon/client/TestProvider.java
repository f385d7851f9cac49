package dev.symbolon.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.protocol.CodeChallenge;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A provider on a loopback port that keeps to the standards, except where a test says otherwise. The browser's part is played by
 * {@link #answer}.
 */
public final class TestProvider implements AutoCloseable {

    public static final String CLIENT = "web-app";
    private static final Map<SigningAlgorithm, SigningKey> KEYS = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final long authenticatedAt;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, JsonObject> grants = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    public volatile SigningKey signingKey = key(SigningAlgorithm.RS256);
    public volatile List<SigningKey> publishedKeys = List.of(signingKey);
    public volatile UnaryOperator<JsonObject> metadata = UnaryOperator.identity();
    public volatile UnaryOperator<JsonObject> frontClaims = UnaryOperator.identity();
    public volatile UnaryOperator<JsonObject> backClaims = UnaryOperator.identity();
    public volatile UnaryOperator<String> frontToken = UnaryOperator.identity();
    public volatile UnaryOperator<JsonObject> responseClaims = UnaryOperator.identity();
    public volatile UnaryOperator<JsonObject> tokenResponse = UnaryOperator.identity();
    public volatile UnaryOperator<JsonObject> userInfo = UnaryOperator.identity();
    public volatile Map<String, HttpHandler> overrides = Map.of();
    public final List<Parameters> revocations = new CopyOnWriteArrayList<>();
    public final List<Parameters> tokenRequests = new CopyOnWriteArrayList<>();
    public final List<String> authorizations = new CopyOnWriteArrayList<>();

    public TestProvider(InstantSource clock) {
        this.clock = clock;
        this.authenticatedAt = clock.instant().getEpochSecond() - 5;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Keys are slow to make and never changed: one of each kind serves all tests. */
    public static SigningKey key(SigningAlgorithm algorithm) {
        return KEYS.computeIfAbsent(algorithm, SigningKey::generate);
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public Registration registration() {
        return Registration.of(issuer(), CLIENT, ClientAuthentication.none(), "http://localhost:1/callback")
                .withScope("openid offline_access");
    }

    public int requestsFor(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    /** What the provider answers to an authorization request when the person agrees. */
    public Parameters answer(URI authorizationUri) {
        Parameters request = Parameters.parse(authorizationUri.getRawQuery());
        ResponseType type = request.required("response_type", ResponseType::parse);
        Optional<String> code = type.when(Part.CODE, () -> "code-" + numbers.incrementAndGet());
        Optional<String> accessToken = type.when(Part.TOKEN, () -> "front-" + numbers.incrementAndGet());
        JsonObject claims = claims(request.one("nonce"));
        code.ifPresent(issued -> grants.put(
                issued,
                claims.with("code_challenge", request.one("code_challenge")).with("code", issued)));
        Parameters answer = Parameters.none()
                .with("code", code)
                .with("access_token", accessToken)
                .with("token_type", accessToken.map(token -> "Bearer"))
                .with("expires_in", accessToken.map(token -> "300"));
        if (type.includes(Part.ID_TOKEN)) {
            JsonObject front = claims.with("c_hash", code.map(signingKey.algorithm()::leftHalfHash))
                    .with("at_hash", accessToken.map(signingKey.algorithm()::leftHalfHash));
            answer = answer.with("id_token", frontToken.apply(signingKey.sign("JWT", frontClaims.apply(front))));
        }
        Parameters plain = answer.with("state", request.one("state")).with("iss", issuer());
        return request.one("response_mode")
                .filter(mode -> ResponseMode.parse(mode).isSigned())
                .map(mode -> signed(responseClaims.apply(addressed(plain))))
                .orElse(plain);
    }

    /** The claims of a signed answer with these parameters. */
    public JsonObject addressed(Parameters answer) {
        return json(answer).with("aud", CLIENT).with("exp", clock.instant().getEpochSecond() + 300);
    }

    /** An answer that is one signed JWT. */
    public Parameters signed(JsonObject claims) {
        return Parameters.none().with("response", signingKey.sign("JWT", claims));
    }

    /** What a signed answer says. */
    public JsonObject claimsOfResponse(Parameters answer) {
        return UnverifiedJwt.parse(answer.required("response")).orElseThrow().claims();
    }

    private static JsonObject json(Parameters parameters) {
        JsonObject json = JsonObject.empty();
        for (String name : parameters.names()) {
            json = json.with(name, parameters.required(name));
        }
        return json;
    }

    static Parameters plain(JsonObject claims) {
        Parameters parameters = Parameters.none();
        for (String name : claims.without("aud").without("exp").names()) {
            parameters = parameters.with(name, claims.requiredString(name));
        }
        return parameters;
    }

    /** The answer as it arrives, by the mode that was asked for. */
    public Callback callback(StartedLogin started) {
        return arriving(started, answer(started.authorizationUri()));
    }

    public static Callback arriving(StartedLogin started, Parameters answer) {
        ResponseMode mode = started.pending().expected().responseMode();
        return switch (mode) {
            case QUERY, QUERY_JWT -> Callback.query(answer.encoded());
            case FRAGMENT, FRAGMENT_JWT -> Callback.fragment(answer.encoded());
            case FORM_POST, FORM_POST_JWT -> Callback.formPost(answer.encoded());
            case WEB_MESSAGE -> throw new AssertionError("no server gets a message");
            case QUERY_FRAGMENT -> Callback.queryAndFragment(queryHalf(answer), fragmentHalf(answer));
        };
    }

    public static String queryHalf(Parameters answer) {
        return answer.without("id_token")
                .without("access_token")
                .without("token_type")
                .without("expires_in")
                .encoded();
    }

    public static String fragmentHalf(Parameters answer) {
        return answer.without("code").encoded();
    }

    public JsonObject claims(Optional<String> nonce) {
        long now = clock.instant().getEpochSecond();
        return JsonObject.empty()
                .with("iss", issuer())
                .with("sub", "ada")
                .with("aud", CLIENT)
                .with("iat", now)
                .with("exp", now + 300)
                .with("auth_time", authenticatedAt)
                .with("nonce", nonce);
    }

    /** What a logout token says of a session of Ada's. */
    public JsonObject logoutClaims(String sid) {
        long now = clock.instant().getEpochSecond();
        return JsonObject.empty()
                .with("iss", issuer())
                .with("sub", "ada")
                .with("sid", sid)
                .with("aud", CLIENT)
                .with("iat", now)
                .with("exp", now + 120)
                .with("jti", "logout-" + numbers.incrementAndGet())
                .with("events", JsonObject.empty().with(LogoutTokens.EVENT, JsonObject.empty()));
    }

    public String logoutToken(String sid) {
        return signingKey.sign("logout+jwt", logoutClaims(sid));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, absent -> new AtomicInteger()).incrementAndGet();
        try (exchange) {
            HttpHandler override = overrides.get(path);
            if (override != null) {
                override.handle(exchange);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> send(exchange, 200, metadata.apply(metadata()));
                case "/jwks" -> send(exchange, 200, keySet());
                case "/token" -> token(exchange);
                case "/revoke" -> revoke(exchange);
                case "/userinfo" ->
                    send(exchange, 200, userInfo.apply(JsonObject.empty().with("sub", "ada")));
                default -> send(exchange, 404, JsonObject.empty());
            }
        }
    }

    private JsonObject metadata() {
        return JsonObject.empty()
                .with("issuer", issuer())
                .with("authorization_endpoint", issuer() + "/authorize")
                .with("token_endpoint", issuer() + "/token")
                .with("jwks_uri", issuer() + "/jwks")
                .with("revocation_endpoint", issuer() + "/revoke")
                .with("userinfo_endpoint", issuer() + "/userinfo")
                .with("end_session_endpoint", issuer() + "/logout")
                .with("authorization_response_iss_parameter_supported", true);
    }

    private JsonObject keySet() {
        List<JsonObject> keys = new ArrayList<>();
        publishedKeys.forEach(key -> keys.add(key.toPublicJwk()));
        return JsonObject.empty().with("keys", keys);
    }

    private void token(HttpExchange exchange) throws IOException {
        Parameters request =
                Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        tokenRequests.add(request);
        authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse(""));
        switch (request.required("grant_type")) {
            case "authorization_code" -> redeem(exchange, request);
            case "refresh_token" -> send(exchange, 200, tokens(claims(Optional.empty())));
            default ->
                send(
                        exchange,
                        200,
                        tokens(JsonObject.empty()).without("id_token").without("refresh_token"));
        }
    }

    private void revoke(HttpExchange exchange) throws IOException {
        revocations.add(Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(200, -1);
    }

    private void redeem(HttpExchange exchange, Parameters request) throws IOException {
        JsonObject grant = grants.remove(request.required("code"));
        boolean proved = grant != null
                && grant.string("code_challenge")
                        .map(CodeChallenge::parse)
                        .filter(challenge ->
                                challenge.isAnsweredBy(request.required("code_verifier", CodeVerifier::parse)))
                        .isPresent();
        if (!proved) {
            send(exchange, 400, JsonObject.empty().with("error", "invalid_grant"));
            return;
        }
        send(exchange, 200, tokens(grant.without("code_challenge").without("code")));
    }

    private JsonObject tokens(JsonObject claims) {
        String accessToken = "back-" + numbers.incrementAndGet();
        JsonObject bound = claims.with("at_hash", signingKey.algorithm().leftHalfHash(accessToken));
        return tokenResponse.apply(JsonObject.empty()
                .with("access_token", accessToken)
                .with("token_type", "Bearer")
                .with("expires_in", 600)
                .with("refresh_token", "refresh-" + numbers.incrementAndGet())
                .with("id_token", signingKey.sign("JWT", backClaims.apply(bound))));
    }

    public static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
        send(exchange, status, "application/json", body.toString());
    }

    public static void send(HttpExchange exchange, String contentType, String body) throws IOException {
        send(exchange, 200, contentType, body);
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", contentType);
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
