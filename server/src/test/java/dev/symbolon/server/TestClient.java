package dev.symbolon.server;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.key.SecretDigests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A client of a {@link TestProvider}, and what it sends. Each {@code with…} gives a changed copy; what a request holds is the
 * same every time, so that a test can compare.
 */
public record TestClient(
        ClientId id,
        Secret secret,
        ClientAuthenticationMethod method,
        RedirectUri redirectUri,
        ClientFlows flows,
        ClientTokens tokens,
        ClientLogout logout,
        boolean firstParty) {

    public static final State STATE = new State("state-äß/?#&=\"<");
    public static final Nonce NONCE = new Nonce("nonce-1");
    public static final CodeVerifier VERIFIER = new CodeVerifier("verifier-verifier-verifier-verifier-verifier");
    public static final RedirectUri AFTER_LOGOUT = RedirectUri.parse("https://app.example.net/bye");

    /** What every client signs with that has a key. */
    public static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256);

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static TestClient confidential(SecureRandom random) {
        return new TestClient(
                new ClientId("client-" + RandomText.of(random, 6)),
                Secret.random(random),
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                RedirectUri.parse("https://app.example.net/callback"),
                new ClientFlows(
                        EnumSet.allOf(GrantType.class),
                        Set.copyOf(ResponseType.ALL),
                        EnumSet.allOf(ResponseMode.class),
                        false),
                ClientTokens.DEFAULT,
                ClientLogout.leadingTo(new RedirectUris(Set.of(AFTER_LOGOUT))),
                false);
    }

    public TestClient withMethod(ClientAuthenticationMethod other) {
        return new TestClient(id, secret, other, redirectUri, flows, tokens, logout, firstParty);
    }

    public TestClient withRedirectUri(String other) {
        return new TestClient(id, secret, method, RedirectUri.parse(other), flows, tokens, logout, firstParty);
    }

    public TestClient withTokens(ClientTokens other) {
        return new TestClient(id, secret, method, redirectUri, flows, other, logout, firstParty);
    }

    public TestClient withFlows(ClientFlows other) {
        return new TestClient(id, secret, method, redirectUri, other, tokens, logout, firstParty);
    }

    /** Which is told over the back channel that a session is over. */
    public TestClient withBackChannelLogout(String uri) {
        ClientLogout.Address address = new ClientLogout.Address(URI.create(uri), true);
        return withLogout(new ClientLogout(logout.redirectUris(), Optional.of(address), logout.frontChannel()));
    }

    /** Which is told through the browser that a session is over. */
    public TestClient withFrontChannelLogout(String uri) {
        ClientLogout.Address address = new ClientLogout.Address(URI.create(uri), true);
        return withLogout(new ClientLogout(logout.redirectUris(), logout.backChannel(), Optional.of(address)));
    }

    private TestClient withLogout(ClientLogout other) {
        return new TestClient(id, secret, method, redirectUri, flows, tokens, other, firstParty);
    }

    public TestClient asFirstParty() {
        return new TestClient(id, secret, method, redirectUri, flows, tokens, logout, true);
    }

    /** Registered for these response types alone. */
    public TestClient withResponseTypes(String... types) {
        return withFlows(new ClientFlows(
                flows.grantTypes(),
                Arrays.stream(types).map(ResponseType::parse).collect(Collectors.toSet()),
                flows.responseModes(),
                flows.pkceRequired()));
    }

    public TestClient withResponseModes(ResponseMode... modes) {
        return withFlows(
                new ClientFlows(flows.grantTypes(), flows.responseTypes(), Set.of(modes), flows.pkceRequired()));
    }

    public TestClient withGrantTypes(GrantType... types) {
        return withFlows(
                new ClientFlows(Set.of(types), flows.responseTypes(), flows.responseModes(), flows.pkceRequired()));
    }

    /** Every code of it must be bound by a challenge. */
    public TestClient requiringPkce() {
        return withFlows(new ClientFlows(flows.grantTypes(), flows.responseTypes(), flows.responseModes(), true));
    }

    /** One that cannot keep a secret. */
    public TestClient asPublic() {
        return withMethod(ClientAuthenticationMethod.NONE);
    }

    public TestClient withIdTokensIn(SigningAlgorithm algorithm) {
        return withSigning(new ResponseSigning(
                algorithm, tokens.signing().userinfo(), tokens.signing().authorization()));
    }

    public TestClient withSigning(ResponseSigning signing) {
        return withTokens(tokens.withSigning(signing));
    }

    public TestClient withEncryption(ResponseEncryption encryption) {
        return withTokens(tokens.withEncryption(encryption));
    }

    /** Towards which people are called by names of its sector. */
    public TestClient withPairwiseSubjects() {
        return withTokens(tokens.withSubjects(new ClientSubjects(SubjectType.PAIRWISE, Optional.empty())));
    }

    public TestClient withLifetimes(TokenLifetimes lifetimes) {
        return withTokens(tokens.withLifetimes(lifetimes));
    }

    public TestClient withClaimsInIdToken() {
        return withTokens(tokens.withClaimsInIdToken(true));
    }

    /** Whose front-channel access tokens may do this at most. */
    public TestClient withFrontChannelScope(String... values) {
        return withTokens(tokens.withFrontChannelScope(Optional.of(Scope.of(values))));
    }

    /** Whose tokens must be bound to keys so. */
    public TestClient withSenderConstraint(SenderConstraint constraint) {
        return withTokens(tokens.withSenderConstraint(constraint));
    }

    Client registration(SecretDigests digests) {
        return new Client(
                id,
                new ClientPresentation(
                        LocalizedText.of("Test application"),
                        Optional.of(URI.create("https://app.example.net/")),
                        firstParty),
                credentials(digests),
                new RedirectUris(Set.of(redirectUri)),
                logout,
                flows,
                tokens,
                Map.of(new Audience(TestProvider.REPORTS), Scope.of("read:reports", "create:reports")));
    }

    private ClientCredentials credentials(SecretDigests digests) {
        ClientCredentials credentials = new ClientCredentials(
                method,
                Optional.empty(),
                List.of(),
                List.of(),
                new ClientKeys.Registered(PublicKeys.of(JsonObject.of(Map.of("keys", List.of(KEY.toPublicJwk()))))));
        return method.usesSecret()
                ? credentials.withSecrets(List.of(digests.digest(secret)), List.of(digests.kept(secret)))
                : credentials;
    }

    /** What the client says when it authenticates itself to this test's provider by a JWT, in the first hour of the test. */
    public JsonObject assertionClaims() {
        return JsonObject.empty()
                .with("iss", id)
                .with("sub", id)
                .with("aud", TestProvider.ISSUER)
                .with("jti", UUID.randomUUID())
                .with("iat", TestClock.START.getEpochSecond())
                .with("exp", TestClock.START.plusSeconds(3_600).getEpochSecond());
    }

    /** A JWT that is signed with the client's secret. */
    public String signedBySecret(MacAlgorithm algorithm, JsonObject claims) {
        String input = encoded(JsonObject.empty().with("alg", algorithm)) + "." + encoded(claims);
        return input + "." + algorithm.signature(input, secret);
    }

    private static String encoded(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The form with a JWT that authenticates its sender. */
    public static Parameters withAssertion(Parameters form, String assertion) {
        return form.with("client_assertion_type", ASSERTION_TYPE).with("client_assertion", assertion);
    }

    /** A request for {@code openid} and the permissions of the reports API, with state, nonce and PKCE. */
    public Parameters request(String responseType) {
        return Parameters.none()
                .with("client_id", id.value())
                .with("redirect_uri", redirectUri.value())
                .with("response_type", responseType)
                .with("scope", "openid read:reports create:reports")
                .with("audience", TestProvider.REPORTS)
                .with("state", STATE.value())
                .with("nonce", NONCE.value())
                .with("code_challenge", VERIFIER.challenge().value())
                .with("code_challenge_method", "S256");
    }

    /** The same, and a refresh token is wanted. */
    public Parameters offlineRequest(String responseType) {
        return request(responseType)
                .without("scope")
                .with("scope", "openid offline_access read:reports create:reports");
    }

    /** What redeems a code of {@link #request}. */
    public Parameters codeGrant(String code) {
        return Parameters.none()
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", redirectUri.value())
                .with("code_verifier", VERIFIER.value());
    }

    public Parameters refreshGrant(String refreshToken) {
        return Parameters.none().with("grant_type", "refresh_token").with("refresh_token", refreshToken);
    }

    /** The form with what the client's authentication method puts into it. */
    public Parameters authenticated(Parameters form) {
        return switch (method) {
            case CLIENT_SECRET_BASIC -> form;
            case CLIENT_SECRET_POST -> form.with("client_id", id.value()).with("client_secret", secret.reveal());
            case CLIENT_SECRET_JWT -> withAssertion(form, signedBySecret(MacAlgorithm.HS256, assertionClaims()));
            case PRIVATE_KEY_JWT -> withAssertion(form, KEY.sign("JWT", assertionClaims()));
            case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH, NONE -> form.with("client_id", id.value());
        };
    }

    /** The header fields with what the client's authentication method puts into them. */
    public Map<String, String> authorization() {
        String pair = id.value() + ":" + secret.reveal();
        return method == ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                ? Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                : Map.of();
    }
}
