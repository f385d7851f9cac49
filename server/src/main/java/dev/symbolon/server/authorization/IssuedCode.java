package dev.symbolon.server.authorization;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.RedirectUri;
import java.util.Optional;

/**
 * What an authorization code stands for.
 *
 * @param authorization the id of the authorization that redeeming it begins
 * @param bindings what the client sent along with the request
 */
public record IssuedCode(
        AuthorizationId authorization, Approval approval, RedirectUri redirectUri, RequestBindings bindings) {

    /**
     * Whether the verifier answers the challenge. A verifier without a challenge is refused as well: somebody may have taken
     * the challenge out of the request (RFC 9700 §4.8.2).
     */
    public boolean isAnsweredBy(Optional<CodeVerifier> verifier) {
        return bindings.codeChallenge()
                .map(challenge -> verifier.filter(challenge::isAnsweredBy).isPresent())
                .orElse(verifier.isEmpty());
    }
}
