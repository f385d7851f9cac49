package dev.symbolon.server.authorization;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.token.Confirmation;
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

    /** Whether the key is the one that the client has announced, if it has. */
    public boolean isFor(Confirmation binding) {
        return bindings.dpopJkt()
                .map(announced -> binding.jkt().filter(announced::matches).isPresent())
                .orElse(true);
    }
}
