package dev.symbolon.server.endpoint.authorization;

import static dev.symbolon.protocol.ResponseType.Part.CODE;
import static dev.symbolon.protocol.ResponseType.Part.ID_TOKEN;
import static dev.symbolon.protocol.ResponseType.Part.TOKEN;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.authorization.IssuedCode;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.IssuedAccessToken;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Issues what a granted authorization request returns to the client.
 *
 * <p>The response type alone decides which parts there are (OAuth 2.0 Multiple Response Types §3, §5). The ID token comes last
 * because it carries the hashes of the other two (OIDC Core §3.3.2.11).
 */
final class AuthorizationResponses {

    private final AuthorizationCodes codes;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final InstantSource clock;
    private final SecureRandom random;
    private final SessionCookie sessions;

    AuthorizationResponses(
            AuthorizationCodes codes, AccessTokens accessTokens, IdTokens idTokens, Surroundings surroundings) {
        this.codes = codes;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.clock = surroundings.clock();
        this.random = surroundings.random();
        this.sessions = surroundings.sessions();
    }

    AuthorizationResponse issue(Client client, AuthorizationRequest request, Approval approval) {
        ResponseType type = request.responseType();
        AuthorizationId id = AuthorizationId.random(random, clock.instant());
        Optional<AuthorizationCode> code = type.when(
                CODE, () -> codes.issue(new IssuedCode(id, approval, request.redirectUri(), request.bindings())));
        Confirmation binding =
                request.bindings().dpopJkt().map(Confirmation::of).orElse(Confirmation.NONE);
        Optional<IssuedAccessToken> accessToken =
                type.when(TOKEN, () -> accessTokens.issueToFrontChannel(client, id, approval, binding));
        Optional<IdToken> idToken = type.when(
                ID_TOKEN,
                () -> idTokens.issue(
                        client,
                        id,
                        approval,
                        new IdTokens.Bindings(
                                request.bindings().nonce(),
                                code,
                                accessToken.map(IssuedAccessToken::token),
                                request.bindings().state(),
                                type.equals(ResponseType.ID_TOKEN))));
        if (code.isEmpty() && client.logout().isTold()) {
            sessions.involve(approval.session(), client.id());
        }
        return new AuthorizationResponse(code, accessToken, idToken);
    }
}
