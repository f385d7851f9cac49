package dev.symbolon.client;

import dev.symbolon.client.internal.Http;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.TokenResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks, as the application, the token endpoint (OIDC Core §3.1.3, §12; RFC 6749 §4.4), the one that takes tokens back (RFC 7009), and
 * the one that takes requests (RFC 9126).
 */
final class TokenEndpoint {

    private final Registration registration;
    private final Provider provider;
    private final Http http;
    private final KeyProofs proofs;
    private final InstantSource clock;

    TokenEndpoint(Registration registration, Provider provider, Http http, KeyProofs proofs, InstantSource clock) {
        this.registration = registration;
        this.provider = provider;
        this.http = http;
        this.proofs = proofs;
        this.clock = clock;
    }

    TokenResponse redeem(AuthorizationCode code, Optional<CodeVerifier> verifier) {
        return ask(grant(GrantType.AUTHORIZATION_CODE)
                .with("code", code.value())
                .with("redirect_uri", registration.redirectUri().value())
                .with("code_verifier", verifier.map(CodeVerifier::value)));
    }

    /** @param access what the new access token is to be for (RFC 6749 §6, RFC 8707 §2.2); if absent, as the provider likes */
    TokenResponse refresh(RefreshToken token, Optional<ApiAccess> access) {
        return ask(grant(GrantType.REFRESH_TOKEN)
                .with("refresh_token", token.value())
                .with("resource", access.map(ApiAccess::api))
                .with("scope", access.flatMap(ApiAccess::scope)));
    }

    TokenResponse clientCredentials(Scope scope, Optional<Audience> audience) {
        Parameters parameters = grant(GrantType.CLIENT_CREDENTIALS).with("audience", audience);
        return ask(scope.isEmpty() ? parameters : parameters.with("scope", scope.toString()));
    }

    /**
     * Takes a token back (RFC 7009 §2.1).
     *
     * @return whether the provider has an endpoint for it
     */
    boolean revoke(String token, String hint) {
        Optional<URI> endpoint = provider.endpoints().revocationEndpoint();
        if (endpoint.isEmpty()) {
            return false;
        }
        Http.Answer answer = send(
                request(endpoint.get(), Parameters.none().with("token", token).with("token_type_hint", hint)));
        if (answer.status() != 200) {
            throw new OpenIdFailure.Unreachable("the revocation endpoint answers with status " + answer.status());
        }
        return true;
    }

    /**
     * Hands an authorization request to the provider (RFC 9126 §2).
     *
     * @return the {@code request_uri} that stands for it
     */
    String push(Parameters request) {
        URI endpoint = provider.endpoints()
                .pushedAuthorizationRequestEndpoint()
                .orElseThrow(() -> new OpenIdFailure.Invalid(
                        Reason.METADATA_INVALID, "the provider has no pushed_authorization_request_endpoint"));
        Http.Answer answer = send(request(endpoint, request));
        return read(answer, 201, json -> json.requiredString("request_uri"));
    }

    private static Parameters grant(GrantType type) {
        return Parameters.none().with("grant_type", type.value());
    }

    private TokenResponse ask(Parameters parameters) {
        URI endpoint = provider.endpoints().tokenEndpoint();
        Http.Answer answer = prove(endpoint, parameters);
        TokenResponse response =
                read(wantsNonce(answer) ? prove(endpoint, parameters) : answer, 200, TokenResponse::parse);
        if (!response.tokenType().equalsIgnoreCase(proofs.tokenType())) {
            throw new OpenIdFailure.Invalid(
                    Reason.TOKEN_TYPE_UNSUPPORTED,
                    "the token endpoint gives a token that is not of the type " + proofs.tokenType());
        }
        return response;
    }

    /** Whether it is worth another try, with the nonce that came along (RFC 9449 §8). */
    private static boolean wantsNonce(Http.Answer answer) {
        return answer.status() == 400
                && answer.headers().firstValue(DpopProof.NONCE_HEADER).isPresent()
                && answer.body().contains("\"use_dpop_nonce\"");
    }

    private Http.Answer prove(URI endpoint, Parameters parameters) {
        Http.Answer answer = send(proofs.proving(request(endpoint, parameters)));
        proofs.learn(endpoint, answer.headers());
        return answer;
    }

    private HttpRequest request(URI endpoint, Parameters parameters) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded");
        Parameters whole =
                registration.authentication().authenticate(registration, clock.instant(), request, parameters);
        return request.POST(BodyPublishers.ofString(whole.encoded())).build();
    }

    private Http.Answer send(HttpRequest request) {
        try {
            return http.send(request);
        } catch (IOException e) {
            throw new OpenIdFailure.Unreachable(request.uri() + ": " + e.getMessage(), e);
        }
    }

    private static <T> T read(Http.Answer answer, int expected, Function<JsonObject, T> parse) {
        if (answer.status() >= 500 || answer.status() == 429) {
            throw new OpenIdFailure.Unreachable("the provider answers with status " + answer.status());
        }
        try {
            JsonObject json = JsonObject.parse(answer.body());
            if (answer.status() != expected) {
                throw new OpenIdFailure.Refused(json.requiredString("error"), json.string("error_description"));
            }
            return parse.apply(json);
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(
                    Reason.ANSWER_MALFORMED,
                    "the provider answers with status " + answer.status() + ": " + e.getMessage());
        }
    }
}
