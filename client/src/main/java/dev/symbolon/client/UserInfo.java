package dev.symbolon.client;

import dev.symbolon.client.internal.Http;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** Asks the userinfo endpoint about a person (OIDC Core §5.3). */
final class UserInfo {

    private static final String JWT = "application/jwt";

    private final Registration registration;
    private final Provider provider;
    private final Http http;
    private final KeyProofs proofs;

    UserInfo(Registration registration, Provider provider, Http http, KeyProofs proofs) {
        this.registration = registration;
        this.provider = provider;
        this.http = http;
        this.proofs = proofs;
    }

    JsonObject ask(AccessToken token, Subject expected) {
        URI endpoint = provider.endpoints()
                .userinfoEndpoint()
                .orElseThrow(() ->
                        new OpenIdFailure.Invalid(Reason.METADATA_INVALID, "the provider names no userinfo_endpoint"));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Accept", "application/json, " + JWT)
                .build();
        try {
            Http.Answer answer = send(request, token);
            boolean wantsNonce = KeyProofs.wantsNonce(answer.status(), answer.headers());
            return read(wantsNonce ? send(request, token) : answer, expected);
        } catch (IOException e) {
            throw new OpenIdFailure.Unreachable(endpoint + ": " + e.getMessage(), e);
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(Reason.ANSWER_MALFORMED, "userinfo: " + e.getMessage());
        }
    }

    private Http.Answer send(HttpRequest request, AccessToken token) throws IOException {
        Http.Answer answer = http.send(proofs.bearing(request, token));
        proofs.learn(request.uri(), answer.headers());
        return answer;
    }

    private JsonObject read(Http.Answer answer, Subject expected) {
        return switch (answer.status()) {
            case 200 -> about(expected, claims(answer));
            case 401 -> throw refused(ErrorCode.INVALID_TOKEN);
            case 403 -> throw refused(ErrorCode.INSUFFICIENT_SCOPE);
            default -> throw new OpenIdFailure.Unreachable("userinfo answers with status " + answer.status());
        };
    }

    /** What is to be encrypted cannot come as JSON. */
    private JsonObject claims(Http.Answer answer) {
        Encryption encryption = registration.protection().encryption();
        boolean isJwt = answer.contentType().equals(JWT) || encryption.covers(Encryption.Message.USERINFO);
        return isJwt
                ? signed(encryption.open(Encryption.Message.USERINFO, answer.body()))
                : JsonObject.parse(answer.body());
    }

    /** The claims of a signed answer, which must be this provider's for this application (OIDC Core §5.3.2). */
    private JsonObject signed(String jwt) {
        return switch (provider.verify(jwt, registration.strictness().algorithms())) {
            case Verification.Valid(VerifiedJwt verified) -> addressed(verified);
            case Verification.UnknownKey() ->
                throw new OpenIdFailure.Invalid(
                        Reason.KEY_UNKNOWN, "userinfo is signed with a key that the provider does not publish");
            case Verification.Invalid(String reason) ->
                throw new OpenIdFailure.Invalid(Reason.SIGNATURE_INVALID, "userinfo: " + reason);
        };
    }

    private JsonObject addressed(VerifiedJwt jwt) {
        if (jwt.issuer().filter(registration.issuer().value()::equals).isEmpty()) {
            throw new OpenIdFailure.Invalid(Reason.ISSUER_MISMATCH, "iss of the signed userinfo is not the provider");
        }
        if (!jwt.audience().contains(registration.clientId().value())) {
            throw new OpenIdFailure.Invalid(
                    Reason.AUDIENCE_MISMATCH, "aud of the signed userinfo does not name this application");
        }
        return jwt.claims();
    }

    private static OpenIdFailure refused(ErrorCode error) {
        return new OpenIdFailure.Refused(error.code(), Optional.of("userinfo does not accept the access token"));
    }

    private static JsonObject about(Subject expected, JsonObject claims) {
        if (claims.string("sub").filter(expected.value()::equals).isEmpty()) {
            throw new OpenIdFailure.Invalid(Reason.SUBJECT_MISMATCH, "userinfo is about another person");
        }
        return claims;
    }
}
