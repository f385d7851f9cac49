package dev.symbolon.server.endpoint.authorization.rule;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;

/** What the profile of the client wants of the answer (FAPI 1 Advanced §5.2.2-2, FAPI 2.0 Security Profile §5.3.2.2-1, FAPI
 * 2.0 Message Signing §5.4.1). */
final class ProfileRule implements AuthorizationRule {

    @Override
    public void check(AuthorizationRequest request, Client client) {
        Profile profile = client.profile();
        if (!profile.responseTypes().contains(request.responseType())) {
            throw new OAuthException(
                    ErrorCode.UNSUPPORTED_RESPONSE_TYPE,
                    "response_type must be one of " + profile.responseTypes() + " by the profile " + profile);
        }
        if (profile.signsResponses(request.responseType())
                && !request.responseMode().isSigned()) {
            throw OAuthException.invalidRequest("response_mode must be jwt by the profile " + profile);
        }
        if (profile != Profile.NONE && request.responseMode() == ResponseMode.WEB_MESSAGE) {
            throw OAuthException.invalidRequest("response_mode must not be web_message by the profile " + profile);
        }
        if (profile.isFapi1()) {
            checkBound(request, profile);
        }
    }

    /** What tells the client that an answer is to its own request (FAPI 1 Baseline §5.2.2.2, §5.2.2.3). */
    private static void checkBound(AuthorizationRequest request, Profile profile) {
        boolean isOpenId = request.permissions().isOpenId();
        if (isOpenId && request.bindings().nonce().isEmpty()) {
            throw OAuthException.invalidRequest("a request with openid needs a nonce by the profile " + profile);
        }
        if (!isOpenId && request.bindings().state().isEmpty()) {
            throw OAuthException.invalidRequest("a request without openid needs a state by the profile " + profile);
        }
    }
}
