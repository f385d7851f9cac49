package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.DeviceCode;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceCodes;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.configuration.Feature;
import java.util.Optional;

/**
 * Gives a device its tokens once a person has allowed it (RFC 8628 §3.4, §3.5). A poll costs one read; what the device may have is decided
 * by the row, and that it is fetched once by the authorization that begins then, as with any code.
 */
final class DeviceCodeGrant implements Grant {

    private final Grants.Parts parts;
    private final FirstTokens firstTokens;
    private final DeviceCodes codes;
    private final Polls polls;

    DeviceCodeGrant(Grants.Parts parts, DeviceCodes codes) {
        this.parts = parts;
        this.firstTokens = new FirstTokens(parts, type());
        this.codes = codes;
        this.polls = new Polls(parts.clock());
    }

    @Override
    public GrantType type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public Optional<Feature> feature() {
        return Optional.of(Feature.DEVICE_AUTHORIZATION);
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        DeviceCodes.Opened opened = codes.open(request.parameters().required("device_code", DeviceCode::parse))
                .filter(ours -> ours.client().equals(request.client().id()))
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_GRANT, "the device code is not one that was issued to the client"));
        if (!opened.expiresAt().isAfter(parts.clock().instant())) {
            throw expired();
        }
        if (!polls.isDue(opened.authorization())) {
            throw new OAuthException(ErrorCode.SLOW_DOWN, "the device must wait 5 seconds longer between two requests");
        }
        DeviceRequest found = parts.stores()
                .deviceRequests()
                .find(opened.userCode())
                .filter(stored -> stored.authorization().equals(opened.authorization()))
                .orElseThrow(DeviceCodeGrant::expired);
        return switch (found.decision()) {
            case Decision.Pending() ->
                throw new OAuthException(ErrorCode.AUTHORIZATION_PENDING, "nobody has decided yet");
            case Decision.Denied() ->
                throw new OAuthException(ErrorCode.ACCESS_DENIED, "the person does not let the device do this");
            case Decision.Allowed(var approval) ->
                firstTokens.issue(
                        request,
                        new FirstTokens.Approved(opened.authorization(), approval, Optional.empty(), Optional.empty()));
        };
    }

    private static OAuthException expired() {
        return new OAuthException(ErrorCode.EXPIRED_TOKEN, "the time of the device code is over; begin anew");
    }
}
