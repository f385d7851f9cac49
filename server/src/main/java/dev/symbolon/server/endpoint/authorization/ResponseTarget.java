package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.State;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;
import java.util.Optional;

/**
 * Where and how the answer goes. There is no other way to get one than by a registered redirect URI: an open redirector cannot
 * be written by mistake.
 */
final class ResponseTarget {

    private final RedirectUri redirectUri;
    private final ResponseMode mode;
    private final Optional<State> state;
    private final boolean silent;

    private ResponseTarget(RedirectUri redirectUri, ResponseMode mode, Optional<State> state, boolean silent) {
        this.redirectUri = redirectUri;
        this.mode = mode;
        this.state = state;
        this.silent = silent;
    }

    /** The target of a raw request, so that even what is wrong with the rest of it can be told the client. */
    static Optional<ResponseTarget> of(Client client, RedirectUri asked, Parameters parameters) {
        return client.redirectUris().admits(asked)
                ? Optional.of(new ResponseTarget(
                        asked, mode(client, asked, parameters), state(parameters), isSilent(parameters)))
                : Optional.empty();
    }

    /** The target of a request for which pages were shown meanwhile. */
    static Optional<ResponseTarget> of(Client client, AuthorizationRequest request) {
        return client.redirectUris().admits(request.redirectUri())
                ? Optional.of(new ResponseTarget(
                        request.redirectUri(),
                        request.responseMode(),
                        request.bindings().state(),
                        false))
                : Optional.empty();
    }

    /**
     * The mode that is asked for, if it can be had, else the default one of the response type (OIDC Core §3.3.2.6). Where a token
     * could have been in the answer, an error does not go by the query either (Multiple Response Types §5, JARM §2.3.1); but it is
     * signed if that was asked for.
     */
    private static ResponseMode mode(Client client, RedirectUri redirectUri, Parameters parameters) {
        String type = parameters.all("response_type").toString();
        boolean tokens = type.contains("token");
        ResponseMode usual = tokens ? ResponseMode.FRAGMENT : ResponseMode.QUERY;
        try {
            Optional<ResponseMode> asked = parameters.optional(
                    "response_mode", name -> name.equals(ResponseMode.JWT) ? usual.signed() : ResponseMode.parse(name));
            return asked.filter(mode -> client.mayBeAnswered(mode, redirectUri))
                    .filter(mode -> !(tokens && mode.unsigned() == ResponseMode.QUERY && !client.encrypts(mode)))
                    .orElseGet(() -> asked.filter(ResponseMode::isSigned).isPresent() ? usual.signed() : usual);
        } catch (OAuthException e) {
            return usual;
        }
    }

    /**
     * The same for a request that could not be read, so that nothing says how its answer goes but what came beside it: a client whose
     * profile has answers signed takes no others.
     */
    ResponseTarget ofUnread(Client client, Parameters sent) {
        if (!isSigned(client, sent)) {
            return this;
        }
        ResponseMode whole = mode == ResponseMode.QUERY_FRAGMENT ? ResponseMode.FRAGMENT : mode;
        return new ResponseTarget(redirectUri, whole.signed(), state, silent);
    }

    private static boolean isSigned(Client client, Parameters sent) {
        try {
            ResponseType type =
                    sent.optional("response_type", ResponseType::parse).orElse(ResponseType.CODE_ID_TOKEN);
            return client.profile().signsResponses(type);
        } catch (OAuthException e) {
            return false;
        }
    }

    private static Optional<State> state(Parameters parameters) {
        try {
            return parameters.optional("state", State::parse);
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    private static boolean isSilent(Parameters parameters) {
        try {
            return parameters
                    .optional("prompt", Prompt::parse)
                    .map(prompts -> prompts.contains(Prompt.NONE))
                    .orElse(false);
        } catch (OAuthException e) {
            return false;
        }
    }

    RedirectUri redirectUri() {
        return redirectUri;
    }

    ResponseMode mode() {
        return mode;
    }

    Optional<State> state() {
        return state;
    }

    /** Whether the request was for an answer without any page ({@code prompt=none}). */
    boolean isSilent() {
        return silent;
    }
}
