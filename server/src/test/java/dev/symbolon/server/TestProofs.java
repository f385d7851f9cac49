package dev.symbolon.server;

import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** A key of a client, and requests to a {@link TestProvider} with proofs of it, be they good or as a test bends them. */
public final class TestProofs {

    public static final URI TOKEN = TestProvider.ISSUER.resolve("/oauth/token");
    public static final URI USERINFO = TestProvider.ISSUER.resolve("/userinfo");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestProvider provider;
    private final SigningKey key;

    public TestProofs(TestProvider provider, SigningAlgorithm algorithm) {
        this.provider = provider;
        this.key = SigningKey.generate(algorithm);
    }

    public TestProofs(TestProvider provider) {
        this(provider, SigningAlgorithm.ES256);
    }

    public JwkThumbprint thumbprint() {
        return key.thumbprint();
    }

    /** What a proof says that is good now; a test may change it. */
    public JsonObject claims(String method, URI target) {
        return JsonObject.empty()
                .with("jti", RandomText.of(RANDOM, 12))
                .with("htm", method)
                .with("htu", target)
                .with("iat", provider.clock().instant().getEpochSecond());
    }

    public String signed(JsonObject claims) {
        return signed("dpop+jwt", claims);
    }

    public String signed(String type, JsonObject claims) {
        return key.signShowingKey(type, claims);
    }

    /** A good proof for the token endpoint, as bent. */
    public String forToken(UnaryOperator<JsonObject> bend) {
        return signed(bend.apply(claims("POST", TOKEN)));
    }

    public String forToken() {
        return forToken(UnaryOperator.identity());
    }

    /** A good proof for userinfo, as bent. */
    public String forUserinfo(String accessToken, UnaryOperator<JsonObject> bend) {
        return signed(bend.apply(claims("GET", USERINFO).with("ath", hash(accessToken))));
    }

    public String forUserinfo(String accessToken) {
        return forUserinfo(accessToken, UnaryOperator.identity());
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Redeems something at the token endpoint as the client, with these proofs. */
    public TestTokens token(TestClient client, Parameters form, String... proofs) {
        Headers headers = headers("DPoP", List.of(proofs)).set("Content-Type", "application/x-www-form-urlencoded");
        for (var field : client.authorization().entrySet()) {
            headers = headers.set(field.getKey(), field.getValue());
        }
        return TestTokens.of(provider.send(new HttpRequest(
                "POST", "/oauth/token", "", headers, client.authenticated(form).encoded(), "192.0.2.1")));
    }

    /** Asks userinfo, with these proofs. */
    public HttpResponse userinfo(String authorization, String... proofs) {
        return userinfoBy("GET", authorization, proofs);
    }

    public HttpResponse userinfoBy(String method, String authorization, String... proofs) {
        Headers headers = headers("DPoP", List.of(proofs)).set("Authorization", authorization);
        return provider.send(new HttpRequest(method, "/userinfo", "", headers, "", "192.0.2.1"));
    }

    private static Headers headers(String name, List<String> values) {
        Headers headers = Headers.none();
        for (String value : values) {
            headers = headers.add(name, value);
        }
        return headers;
    }
}
