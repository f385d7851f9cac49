package dev.symbolon.client;

import dev.symbolon.client.internal.Http;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** Asks the userinfo endpoint about a person (OIDC Core §5.3). */
final class UserInfo {

    private final Provider provider;
    private final Http http;

    UserInfo(Provider provider, Http http) {
        this.provider = provider;
        this.http = http;
    }

    JsonObject ask(AccessToken token, Subject expected) {
        URI endpoint = provider.metadata()
                .userinfoEndpoint()
                .orElseThrow(() ->
                        new OpenIdFailure.Invalid(Reason.METADATA_INVALID, "the provider names no userinfo_endpoint"));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token.value())
                .build();
        try {
            return read(http.send(request), expected);
        } catch (IOException e) {
            throw new OpenIdFailure.Unreachable(endpoint + ": " + e.getMessage(), e);
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(Reason.ANSWER_MALFORMED, "userinfo: " + e.getMessage());
        }
    }

    private static JsonObject read(Http.Answer answer, Subject expected) {
        return switch (answer.status()) {
            case 200 -> about(expected, JsonObject.parse(answer.body()));
            case 401 -> throw refused(ErrorCode.INVALID_TOKEN);
            case 403 -> throw refused(ErrorCode.INSUFFICIENT_SCOPE);
            default -> throw new OpenIdFailure.Unreachable("userinfo answers with status " + answer.status());
        };
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
