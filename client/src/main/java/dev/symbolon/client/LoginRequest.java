package dev.symbolon.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What an application asks for when it signs somebody in (OIDC Core §3.1.2.1, §3.3.2.1).
 *
 * @param responseMode how the answer is to come; if absent, the way that is usual for the response type
 * @param scope with {@code openid} in it
 * @param audience the API that the access token is for, in the {@code audience} parameter
 * @param resources the APIs that the access token is for, one parameter each (RFC 8707 §2)
 */
public record LoginRequest(
        ResponseType responseType,
        Optional<ResponseMode> responseMode,
        Scope scope,
        Optional<Audience> audience,
        List<Audience> resources) {

    /**
     * @throws IllegalArgumentException if nobody could be signed in with it: {@code openid} is missing, there is neither a code
     *     nor an ID token, tokens would travel in a query string, or the answer would not come to a server
     */
    public LoginRequest {
        resources = List.copyOf(resources);
        if (!scope.contains(Scope.OPENID)) {
            throw new IllegalArgumentException("the scope must contain openid (OIDC Core §3.1.2.1)");
        }
        if (!responseType.includes(Part.CODE) && !responseType.includes(Part.ID_TOKEN)) {
            throw new IllegalArgumentException("the response type token signs nobody in; ask for id_token or code too");
        }
        ResponseMode mode = responseMode.orElse(responseType.defaultMode());
        if (mode.unsigned() == ResponseMode.QUERY && responseType.carriesTokens()) {
            throw new IllegalArgumentException(
                    "tokens must not travel in a query, signed or not (Multiple Response Types §5, JARM §2.3.1)");
        }
        if (mode == ResponseMode.WEB_MESSAGE) {
            throw new IllegalArgumentException("an answer by web_message goes to a script, and never to a server");
        }
        if (mode == ResponseMode.QUERY_FRAGMENT && !responseType.isHybrid()) {
            throw new IllegalArgumentException("query_fragment is for the hybrid response types");
        }
    }

    /** How the answer will come. */
    public ResponseMode mode() {
        return responseMode.orElse(responseType.defaultMode());
    }
}
