package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.AuthReqId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.authorization.AuthReqIds;
import dev.symbolon.server.authorization.BackchannelRequest;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.configuration.Feature;
import java.util.Optional;

/**
 * Gives a client its tokens once the person whom it has named has allowed it (CIBA Core §10.1, §11). A poll costs one read; that tokens are
 * fetched once is seen to by the authorization that begins then, as with any code.
 */
final class CibaGrant implements Grant {

    private final Grants.Parts parts;
    private final FirstTokens firstTokens;
    private final BackchannelRequests requests;
    private final AuthReqIds ids;
    private final Polls polls;

    CibaGrant(Grants.Parts parts, AuthReqIds ids) {
        this.parts = parts;
        this.firstTokens = new FirstTokens(parts, type());
        this.requests = parts.stores().backchannelRequests();
        this.ids = ids;
        this.polls = new Polls(parts.clock());
    }

    @Override
    public GrantType type() {
        return GrantType.CIBA;
    }

    @Override
    public Optional<Feature> feature() {
        return Optional.of(Feature.BACKCHANNEL_AUTHENTICATION);
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        AuthReqIds.Opened opened = ids.open(request.parameters().required("auth_req_id", AuthReqId::parse))
                .filter(ours -> ours.client().equals(request.client().id()))
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_GRANT, "the auth_req_id is not one that was issued to the client"));
        if (!opened.expiresAt().isAfter(parts.clock().instant())) {
            throw expired();
        }
        if (!polls.isDue(opened.authorization())) {
            throw new OAuthException(ErrorCode.SLOW_DOWN, "the client must wait 5 seconds longer between two requests");
        }
        BackchannelRequest found = requests.find(opened.authorization()).orElseThrow(CibaGrant::expired);
        return switch (found.decision()) {
            case Decision.Pending() ->
                throw new OAuthException(ErrorCode.AUTHORIZATION_PENDING, "the person has not decided yet");
            case Decision.Denied() ->
                throw new OAuthException(ErrorCode.ACCESS_DENIED, "the person does not let the client do this");
            case Decision.Allowed(var approval) ->
                firstTokens.issue(
                        request,
                        new FirstTokens.Approved(opened.authorization(), approval, Optional.empty(), Optional.empty()));
        };
    }

    private static OAuthException expired() {
        return new OAuthException(ErrorCode.EXPIRED_TOKEN, "the time of the request is over; begin anew");
    }
}
