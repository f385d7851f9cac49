package dev.symbolon.server.endpoint.userinfo;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.UserinfoAnswer;
import dev.symbolon.server.token.UserinfoAnswers;
import dev.symbolon.server.token.VerifiedAccessToken;
import java.util.Optional;

/** {@code /userinfo} by GET and POST (OIDC Core §5.3). */
public final class UserinfoEndpoint implements Endpoint {

    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier accessTokens;
    private final Clients clients;
    private final UserinfoAnswers userinfoAnswers;

    public UserinfoEndpoint(AccessTokenVerifier accessTokens, Clients clients, UserinfoAnswers userinfoAnswers) {
        this.accessTokens = accessTokens;
        this.clients = clients;
        this.userinfoAnswers = userinfoAnswers;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<AccessToken> presented = presented(request);
        if (presented.isEmpty()) {
            return HttpResponse.of(401).uncached().withHeader("WWW-Authenticate", "Bearer");
        }
        VerifiedAccessToken token = accessTokens.verify(presented.get());
        if (!token.scope().contains(Scope.OPENID)) {
            throw new OAuthException(ErrorCode.INSUFFICIENT_SCOPE, "the access token does not hold openid");
        }
        return clients.find(token.client())
                .flatMap(client -> userinfoAnswers.of(client, token))
                .map(UserinfoEndpoint::answer)
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TOKEN, "the person or the client of the access token is no longer there"));
    }

    private static HttpResponse answer(UserinfoAnswer userinfo) {
        return switch (userinfo) {
            case UserinfoAnswer.Plain(JsonObject claims) ->
                HttpResponse.json(200, claims).uncached();
            case UserinfoAnswer.Signed(String jwt) ->
                HttpResponse.of(200, "application/jwt", jwt).uncached();
        };
    }

    /** The token, by header or by form, and by one of them only (RFC 6750 §2). */
    private static Optional<AccessToken> presented(HttpRequest request) {
        Optional<String> inHeader = request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).trim());
        Optional<String> inForm = request.isPost() && !request.body().isEmpty()
                ? request.parameters().one("access_token")
                : Optional.empty();
        if (inHeader.isPresent() && inForm.isPresent()) {
            throw OAuthException.invalidRequest("the access token must be sent once, not in header and form");
        }
        return inHeader.or(() -> inForm).map(AccessToken::parse);
    }
}
