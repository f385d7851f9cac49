package dev.symbolon.server.endpoint.userinfo;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.Challenges;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.PresentedToken;
import dev.symbolon.server.token.ProofOfPossession;
import dev.symbolon.server.token.UserinfoAnswer;
import dev.symbolon.server.token.UserinfoAnswers;
import dev.symbolon.server.token.VerifiedAccessToken;
import java.util.Optional;

/** {@code /userinfo} by GET and POST (OIDC Core §5.3). */
public final class UserinfoEndpoint implements Endpoint {

    private final AccessTokenVerifier accessTokens;
    private final ProofOfPossession possession;
    private final Challenges challenges;
    private final Clients clients;
    private final UserinfoAnswers userinfoAnswers;
    private final Audit audit;

    public UserinfoEndpoint(
            AccessTokenVerifier accessTokens,
            ProofOfPossession possession,
            Clients clients,
            UserinfoAnswers userinfoAnswers,
            Audit audit) {
        this.accessTokens = accessTokens;
        this.possession = possession;
        this.challenges = new Challenges(possession);
        this.clients = clients;
        this.userinfoAnswers = userinfoAnswers;
        this.audit = audit;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<PresentedToken> presented = presented(request);
        return presented.isPresent() ? answer(request, presented.get()) : challenges.missing();
    }

    private HttpResponse answer(HttpRequest request, PresentedToken presented) {
        VerifiedAccessToken token = accessTokens.verify(presented.token());
        Client client = clients.find(token.client()).orElseThrow(UserinfoEndpoint::gone);
        possession.check(request, presented, token.confirmation(), client);
        if (!token.scope().contains(Scope.OPENID)) {
            throw new OAuthException(ErrorCode.INSUFFICIENT_SCOPE, "the access token does not hold openid");
        }
        return userinfoAnswers
                .of(client, token)
                .map(UserinfoEndpoint::answer)
                .map(response -> possession.withNextNonce(response, client))
                .map(response -> client.profile().isFapi1() ? called(request, response, token) : response)
                .orElseThrow(UserinfoEndpoint::gone);
    }

    /** Both sides log what the request is called, so that each finds it again (FAPI 1 Baseline §6.2.1-11, -12). */
    private HttpResponse called(HttpRequest request, HttpResponse response, VerifiedAccessToken token) {
        String interaction = InteractionId.of(request);
        audit.record(new AuditEvent.UserinfoGiven(token.subject(), token.client(), interaction));
        return response.withHeader(InteractionId.FIELD, interaction);
    }

    private static OAuthException gone() {
        return new OAuthException(
                ErrorCode.INVALID_TOKEN, "the person or the client of the access token is no longer there");
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
    private Optional<PresentedToken> presented(HttpRequest request) {
        Optional<PresentedToken> inHeader = request.header("Authorization")
                .flatMap(value -> possession.scheme(value).map(scheme -> presented(value, scheme)));
        Optional<String> inForm = request.isPost() && !request.body().isEmpty()
                ? request.parameters().one("access_token")
                : Optional.empty();
        if (inHeader.isPresent() && inForm.isPresent()) {
            throw OAuthException.invalidRequest("the access token must be sent once, not in header and form");
        }
        return inHeader.or(() -> inForm.map(text -> new PresentedToken(AccessToken.parse(text), TokenResponse.BEARER)));
    }

    private static PresentedToken presented(String authorization, String scheme) {
        String token = authorization.substring(scheme.length()).trim();
        return new PresentedToken(AccessToken.parse(token), scheme);
    }
}
