package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import dev.symbolon.server.user.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A client that a manifest declares with a profile and hardly anything else, and what it sends: whatever the profile wants comes of the
 * profile alone. It has a key of its own for what it signs, and another for its tokens.
 */
final class ProfiledClient {

    static final String REDIRECT_URI = "https://app.example.net/callback";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final TestProvider provider;
    private final ClientId id;
    private final SigningKey key;
    private final TestProofs proofs;
    private final Presentation presentation;

    /**
     * How it is known.
     *
     * @param shown the certificate of its connections, which its tokens are bound to
     * @param byCertificate whether it authenticates by that
     */
    private record Presentation(Optional<TestIdentity> shown, boolean byCertificate) {}

    private ProfiledClient(
            TestProvider provider, ClientId id, SigningKey key, TestProofs proofs, Presentation presentation) {
        this.provider = provider;
        this.id = id;
        this.key = key;
        this.proofs = proofs;
        this.presentation = presentation;
    }

    /** @param lines of the manifest besides those that a client must have */
    static ProfiledClient declare(TestProvider provider, String profile, String... lines) {
        return declare(provider, profile, Optional.empty(), lines);
    }

    /** One whose connections show a certificate. */
    static ProfiledClient certified(TestProvider provider, String profile, TestIdentity identity, String... lines) {
        return declare(provider, profile, Optional.of(identity), lines);
    }

    private static ProfiledClient declare(
            TestProvider provider, String profile, Optional<TestIdentity> identity, String... lines) {
        ClientId id = new ClientId("client-" + RandomText.of(RANDOM, 6));
        SigningKey key = SigningKey.generate(SigningAlgorithm.PS256);
        SigningKey other = SigningKey.generate(SigningAlgorithm.ES256);
        List<JsonObject> keys = new ArrayList<>(List.of(any(key), other.toPublicJwk()));
        identity.map(shown -> shown.publicJwk().with("x5c", List.of(shown.x5c())))
                .ifPresent(keys::add);
        identity.ifPresent(provider::introduce);
        JsonObject jwks = JsonObject.of(Map.of("keys", keys));
        String manifest = """
                clients:
                  - id: %s
                    name: Accounts at a glance
                    security-profile: %s
                    jwks: '%s'
                    redirect-uris: %s
                    apis: [{audience: %s}]
                """.formatted(id, profile, jwks, REDIRECT_URI, TestProvider.REPORTS)
                + Arrays.stream(lines).map(line -> "    " + line + "\n").reduce("", String::concat);
        ManifestComparison comparison = new ManifestComparison(
                provider.storage(), provider.keys().secretDigests(), new Passwords(RANDOM, Runnable::run), RANDOM);
        provider.storage()
                .declare(comparison
                        .compare(Manifest.parse("manifest.yaml", manifest, Map.of()))
                        .declarations());
        boolean byCertificate = List.of(lines).stream().anyMatch(line -> line.contains("tls_client_auth"));
        return new ProfiledClient(
                provider, id, key, new TestProofs(provider), new Presentation(identity, byCertificate));
    }

    /** The same on connections that show something else, or nothing. */
    ProfiledClient showing(Optional<TestIdentity> other) {
        other.ifPresent(provider::introduce);
        return new ProfiledClient(provider, id, key, proofs, new Presentation(other, presentation.byCertificate()));
    }

    /** The key without what it is for, so that a signature by RS256 verifies with it too. */
    private static JsonObject any(SigningKey key) {
        return key.toPublicJwk().without("alg");
    }

    ClientId id() {
        return id;
    }

    TestProofs proofs() {
        return proofs;
    }

    long now() {
        return provider.clock().instant().getEpochSecond();
    }

    /** A request for {@code openid} and the reports, with state, nonce and PKCE. */
    Parameters request() {
        return Parameters.none()
                .with("client_id", id.value())
                .with("redirect_uri", REDIRECT_URI)
                .with("response_type", "code")
                .with("scope", "openid read:reports")
                .with("audience", TestProvider.REPORTS)
                .with("state", TestClient.STATE.value())
                .with("nonce", TestClient.NONCE.value())
                .with("code_challenge", TestClient.VERIFIER.challenge().value())
                .with("code_challenge_method", "S256");
    }

    static Parameters with(Parameters request, String name, String value) {
        return request.without(name).with(name, value);
    }

    /** What authenticates it, good now; a test may bend it. */
    JsonObject assertion() {
        return JsonObject.empty()
                .with("iss", id)
                .with("sub", id)
                .with("aud", TestProvider.ISSUER)
                .with("jti", UUID.randomUUID())
                .with("iat", now())
                .with("exp", now() + 60);
    }

    String signed(JsonObject claims) {
        return key.sign("JWT", claims);
    }

    /** The same signed by RS256 with the same key, as nobody would who keeps the profile. */
    String signedByRs256(String type, JsonObject claims) {
        JsonObject jwk = JsonObject.parse(key.toPrivateJwk().reveal()).with("alg", "RS256");
        return SigningKey.parse(Secret.of(jwk.toString())).sign(type, claims);
    }

    /** The request as an object of this time, as {@code bend} makes it. */
    String requestObject(Parameters request, UnaryOperator<JsonObject> bend) {
        return key.sign("oauth-authz-req+jwt", bend.apply(claims(request)));
    }

    JsonObject claims(Parameters request) {
        JsonObject claims = JsonObject.empty()
                .with("iss", id)
                .with("aud", TestProvider.ISSUER)
                .with("nbf", now())
                .with("exp", now() + 300);
        for (String name : request.names()) {
            claims = claims.with(name, request.required(name));
        }
        return claims;
    }

    static String unsigned(JsonObject claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    /** The form with what authenticates it, but for the certificate. */
    Parameters authenticated(Parameters form) {
        return presentation.byCertificate()
                ? with(form, "client_id", id.value())
                : authenticated(form, signed(assertion()));
    }

    static Parameters authenticated(Parameters form, String assertion) {
        return form.with("client_assertion_type", ASSERTION).with("client_assertion", assertion);
    }

    HttpResponse push(Parameters request, String... dpop) {
        return post("/oauth/par", authenticated(request), dpop);
    }

    HttpResponse post(String path, Parameters form, String... dpop) {
        Headers headers = Headers.none().set("Content-Type", "application/x-www-form-urlencoded");
        for (String proof : dpop) {
            headers = headers.add("DPoP", proof);
        }
        return send(new HttpRequest("POST", path, "", headers, form.encoded(), "192.0.2.1"));
    }

    private HttpResponse send(HttpRequest request) {
        return provider.send(presentation
                .shown()
                .map(TestIdentity::shown)
                .map(request::withCertificate)
                .orElse(request));
    }

    /** What goes through the browser after the request was pushed, and was not refused. */
    Parameters pushed(Parameters request, String... dpop) {
        HttpResponse answer = push(request, dpop);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return Parameters.none()
                .with("client_id", id.value())
                .with("request_uri", JsonObject.parse(answer.body()).requiredString("request_uri"));
    }

    String proofFor(String path) {
        return proofs.signed(proofs.claims("POST", TestProvider.ISSUER.resolve(path)));
    }

    /** Redeems something with what its tokens are bound to: its certificate, or a proof of its key. */
    TestTokens token(Parameters form) {
        return presentation.shown().isPresent() ? token(form, new String[0]) : token(form, proofFor("/oauth/token"));
    }

    TestTokens token(Parameters form, String... dpop) {
        return TestTokens.of(post("/oauth/token", authenticated(form), dpop));
    }

    Parameters codeGrant(String code) {
        return codeGrant(code, TestClient.VERIFIER);
    }

    static Parameters codeGrant(String code, CodeVerifier verifier) {
        return Parameters.none()
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", REDIRECT_URI)
                .with("code_verifier", verifier.value());
    }

    HttpResponse userinfo(String accessToken) {
        return presentation.shown().isPresent()
                ? bearing(accessToken)
                : proofs.userinfo("DPoP " + accessToken, proofs.forUserinfo(accessToken));
    }

    /** Asks userinfo with the token and its certificate alone. */
    HttpResponse bearing(String accessToken) {
        return bearing(accessToken, Map.of());
    }

    HttpResponse bearing(String accessToken, Map<String, String> fields) {
        Headers headers = Headers.none().set("Authorization", "Bearer " + accessToken);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            headers = headers.set(field.getKey(), field.getValue());
        }
        return send(new HttpRequest("GET", "/userinfo", "", headers, "", "192.0.2.1"));
    }

    static String error(HttpResponse answer) {
        return JsonObject.parse(answer.body()).requiredString("error");
    }
}
