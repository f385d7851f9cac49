package dev.symbolon.server.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import java.util.Map;
import java.util.Optional;

/**
 * A registered application (RFC 6749 §2, OIDC Registration §2).
 *
 * @param redirectUris where authorization responses may go
 * @param apis the permissions that it may ask for, API by API; others are refused
 */
public record Client(
        ClientId id,
        ClientPresentation presentation,
        ClientCredentials credentials,
        RedirectUris redirectUris,
        ClientLogout logout,
        ClientFlows flows,
        ClientTokens tokens,
        Map<Audience, Scope> apis) {

    public Client {
        apis = Map.copyOf(apis);
    }

    public boolean mayAskFor(AuthorizationDetail detail) {
        return flows.requests().detailTypes().contains(detail.type());
    }

    /** The profile that is kept in all that it does. */
    public Profile profile() {
        return flows.requests().profile();
    }

    public boolean mayUse(GrantType grantType) {
        return flows.grantTypes().contains(grantType);
    }

    /** Within which people are called by names of their own (OIDC Core §8.1); empty if they are called as everywhere. */
    public Optional<String> sector() {
        return tokens.subjects().sector(redirectUris);
    }

    /**
     * Whether it may be answered there by the mode. For messages it is not enough to be registered: they are for an origin, and no profile
     * has them.
     */
    public boolean mayBeAnswered(ResponseMode mode, RedirectUri redirectUri) {
        boolean fit = mode != ResponseMode.WEB_MESSAGE
                || profile() == Profile.NONE && redirectUri.webOrigin().isPresent();
        return fit && flows.admits(mode);
    }

    /** Whether nobody but the client can read an answer by the mode (JARM §2.2). */
    public boolean encrypts(ResponseMode mode) {
        return mode.isSigned() && tokens.encryption().authorization().isPresent();
    }

    /** Whether it cannot keep a secret (RFC 6749 §2.1). */
    public boolean isPublic() {
        return credentials.isPublic();
    }
}
