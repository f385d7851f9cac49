package dev.symbolon.client;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization response as it arrived at the redirect URI, not yet checked.
 *
 * @param mode the way by which it came
 */
public record Callback(ResponseMode mode, Parameters parameters) {

    private static final List<String> TOKENS = List.of("access_token", "id_token");

    /** @throws OpenIdFailure.Invalid {@code PARAMETER_REPEATED} */
    public Callback {
        try {
            parameters.refuseRepeated(Set.of());
        } catch (OAuthException e) {
            throw new OpenIdFailure.Invalid(Reason.PARAMETER_REPEATED, e.detail());
        }
    }

    /**
     * An answer in the query string of the redirect URI.
     *
     * @param query raw, with or without the question mark
     * @throws OpenIdFailure.Invalid if it is malformed, repeats a parameter, or holds a token
     */
    public static Callback query(String query) {
        return new Callback(ResponseMode.QUERY, withoutTokens(parsed(query, '?')));
    }

    /**
     * An answer in the fragment of the redirect URI, which a script of the page has handed over.
     *
     * @param fragment raw, with or without the number sign
     * @throws OpenIdFailure.Invalid if it is malformed or repeats a parameter
     */
    public static Callback fragment(String fragment) {
        return new Callback(ResponseMode.FRAGMENT, parsed(fragment, '#'));
    }

    /**
     * An answer in the form that the browser posted (OAuth 2.0 Form Post Response Mode).
     *
     * @param body raw, in the form encoding
     * @throws OpenIdFailure.Invalid if it is malformed or repeats a parameter
     */
    public static Callback formPost(String body) {
        return new Callback(ResponseMode.FORM_POST, parsed(body, '&'));
    }

    /**
     * An answer whose code is in the query string and whose tokens are in the fragment. What stands in both must be equal.
     *
     * @throws OpenIdFailure.Invalid if one is malformed, they contradict each other, or a token is in the query string
     */
    public static Callback queryAndFragment(String query, String fragment) {
        Parameters inQuery = withoutTokens(parsed(query, '?'));
        Parameters all = parsed(fragment, '#');
        for (String name : inQuery.names()) {
            for (String value : inQuery.all(name)) {
                all = all.all(name).contains(value) ? all : all.with(name, value);
            }
        }
        return new Callback(ResponseMode.QUERY_FRAGMENT, all);
    }

    private static Parameters parsed(String text, char lead) {
        try {
            return Parameters.parse(!text.isEmpty() && text.charAt(0) == lead ? text.substring(1) : text);
        } catch (OAuthException e) {
            throw new OpenIdFailure.Invalid(Reason.CALLBACK_MALFORMED, e.detail());
        }
    }

    private static Parameters withoutTokens(Parameters query) {
        if (TOKENS.stream().anyMatch(name -> !query.all(name).isEmpty())) {
            throw new OpenIdFailure.Invalid(Reason.TOKEN_IN_QUERY, "a token came in the query string");
        }
        return query;
    }

    /**
     * The state, by which the application finds the pending login; unchecked, even where it stands in a signed answer. In an encrypted one
     * only {@link OpenIdClient#stateOf} finds it.
     */
    public Optional<State> state() {
        return signedResponse().map(SignedResponses::statedBy).orElse(this).read("state", State::parse);
    }

    /** The answer as one JWT, if that is how it came (JARM §2.3). */
    Optional<String> signedResponse() {
        return read("response", text -> text);
    }

    <T> Optional<T> read(String name, java.util.function.Function<String, T> parse) {
        try {
            return parameters.optional(name, parse);
        } catch (OAuthException e) {
            throw new OpenIdFailure.Invalid(Reason.CALLBACK_MALFORMED, e.detail());
        }
    }
}
