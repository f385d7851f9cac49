package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.authorization.IssuedCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Exchanges an authorization code for tokens (RFC 6749 §4.1.3, OIDC Core §3.1.3).
 *
 * <p>A code is a sealed value. Redeeming it creates the authorization that its tokens hang on, and only the first redemption can:
 * a second one is a replay and ends what the first one yielded (RFC 6749 §4.1.2). A code in the hands of another client is burnt
 * (RFC 6749 §10.5).
 */
final class AuthorizationCodeGrant implements Grant {

    /** Longer than any access token may live that the code's own client got along with it. */
    private static final Duration BURNT_FOR = Duration.ofDays(31);

    private final Grants.Parts parts;
    private final FirstTokens firstTokens;

    AuthorizationCodeGrant(Grants.Parts parts) {
        this.parts = parts;
        this.firstTokens = new FirstTokens(parts, type());
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        Parameters parameters = request.parameters();
        AuthorizationCode code = parameters.required("code", AuthorizationCode::parse);
        IssuedCode issued =
                parts.codes().open(code).orElseThrow(() -> refused("the code is not one of ours or has expired"));
        if (!issued.approval().client().equals(request.client().id())) {
            parts.stores().authorizations().end(firstTokens.begin(approved(issued, code), BURNT_FOR));
            throw refused("the code was issued to another client");
        }
        if (!issued.redirectUri().equals(parameters.required("redirect_uri", RedirectUri::parse))) {
            throw refused("redirect_uri is not the one of the authorization request");
        }
        if (!issued.isAnsweredBy(parameters.optional("code_verifier", CodeVerifier::parse))) {
            throw refused(unanswered(issued));
        }
        if (!issued.isFor(request.binding())) {
            throw refused("the request does not prove to hold the key of dpop_jkt of the authorization request");
        }
        return firstTokens.issue(request, approved(issued, code));
    }

    private static String unanswered(IssuedCode issued) {
        return issued.bindings().codeChallenge().isPresent()
                ? "code_verifier does not answer the code_challenge of the authorization request"
                : "there is a code_verifier, but the authorization request had no code_challenge; send it with one by the method S256";
    }

    private static FirstTokens.Approved approved(IssuedCode issued, AuthorizationCode code) {
        return new FirstTokens.Approved(
                issued.authorization(), issued.approval(), issued.bindings().nonce(), Optional.of(code));
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_GRANT, detail);
    }
}
