package dev.symbolon.client;

import static dev.symbolon.client.CheckResult.Part.AUTHORIZATION_RESPONSE;

import dev.symbolon.client.Finding.DoesNotApply;
import dev.symbolon.client.Finding.Fails;
import dev.symbolon.client.Finding.Holds;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import java.util.Optional;

/**
 * A successful authorization response that belongs to a login (OIDC Core §3.3.2.5, §3.3.2.8). What its tokens say has not been
 * checked yet.
 */
record AuthorizationResponse(
        Optional<AuthorizationCode> code,
        Optional<IdToken> idToken,
        Optional<AccessToken> accessToken,
        Optional<Long> expiresIn,
        Scope scope) {

    /**
     * Checks all that can be checked of the parameters themselves.
     *
     * @param sendsIssuer whether there must be {@code iss}
     * @param tokenType what an access token must be typed as
     */
    static AuthorizationResponse of(
            Callback callback, PendingLogin pending, boolean sendsIssuer, String tokenType, Checks checks) {
        checks.check(Check.STATE, AUTHORIZATION_RESPONSE, () -> state(callback, pending));
        checks.check(Check.ISSUER_PARAMETER, AUTHORIZATION_RESPONSE, () -> issuer(callback, pending, sendsIssuer));
        Optional<String> error = callback.read("error", text -> text);
        if (error.isPresent()) {
            throw new OpenIdFailure.Refused(error.get(), callback.read("error_description", text -> text));
        }
        checks.check(Check.RESPONSE_MODE, AUTHORIZATION_RESPONSE, () -> mode(callback, pending.expected()));
        checks.check(Check.FRAGMENT_RELAYED, AUTHORIZATION_RESPONSE, () -> relayed(callback, pending.expected()));
        ResponseType type = isCodeOfQueryFragment(callback, pending.expected())
                ? ResponseType.CODE
                : pending.expected().responseType();
        AuthorizationResponse response = read(callback, pending.expected().scope());
        checks.check(Check.RESPONSE_PARTS, AUTHORIZATION_RESPONSE, () -> response.parts(callback, type, tokenType));
        return response;
    }

    private static AuthorizationResponse read(Callback callback, Scope asked) {
        return new AuthorizationResponse(
                callback.read("code", AuthorizationCode::parse),
                callback.read("id_token", IdToken::parse),
                callback.read("access_token", AccessToken::parse),
                callback.read("expires_in", AuthorizationResponse::seconds),
                callback.read("scope", Scope::parse).orElse(asked));
    }

    private static Long seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new OpenIdFailure.Invalid(Reason.CALLBACK_MALFORMED, "expires_in is not a number of seconds");
        }
        return Long.valueOf(text);
    }

    private static Finding state(Callback callback, PendingLogin pending) {
        Optional<State> state = callback.state();
        if (state.isEmpty()) {
            return new Fails(Reason.STATE_MISSING, "the answer has no state");
        }
        return state.get().equals(pending.state())
                ? new Holds("state is the one of this login")
                : new Fails(Reason.STATE_MISMATCH, "state is not the one of this login");
    }

    private static Finding issuer(Callback callback, PendingLogin pending, boolean sendsIssuer) {
        Optional<String> issuer = callback.read("iss", text -> text);
        if (issuer.isEmpty()) {
            return sendsIssuer
                    ? new Fails(
                            Reason.ISSUER_PARAMETER_MISSING, "the provider says that it sends iss, and it is missing")
                    : new DoesNotApply("the provider does not say that it sends iss");
        }
        return issuer.get().equals(pending.issuer().value())
                ? new Holds("iss is " + pending.issuer())
                : new Fails(Reason.ISSUER_PARAMETER_MISMATCH, "iss is not the provider that was asked");
    }

    private static Finding mode(Callback callback, ExpectedAnswer expected) {
        ResponseMode mode = expected.responseMode();
        boolean codeAlone = mode == ResponseMode.QUERY_FRAGMENT && callback.mode() == ResponseMode.QUERY;
        return callback.mode() == mode || codeAlone
                ? new Holds("the answer came by " + callback.mode())
                : new Fails(
                        Reason.RESPONSE_MODE_MISMATCH, "the answer came by " + callback.mode() + " and not by " + mode);
    }

    private static Finding relayed(Callback callback, ExpectedAnswer expected) {
        if (expected.responseMode() != ResponseMode.QUERY_FRAGMENT) {
            return new DoesNotApply("the answer does not come in two halves");
        }
        return isCodeOfQueryFragment(callback, expected)
                ? new Fails(Reason.FRAGMENT_NOT_RELAYED, "the code came and the fragment did not")
                : new Holds("query string and fragment came together");
    }

    /** Whether only the server's half of a {@code query_fragment} answer is here. */
    private static boolean isCodeOfQueryFragment(Callback callback, ExpectedAnswer expected) {
        return expected.responseMode() == ResponseMode.QUERY_FRAGMENT && callback.mode() == ResponseMode.QUERY;
    }

    private Finding parts(Callback callback, ResponseType type, String tokenType) {
        boolean exactly = code.isPresent() == type.includes(Part.CODE)
                && idToken.isPresent() == type.includes(Part.ID_TOKEN)
                && accessToken.isPresent() == type.includes(Part.TOKEN);
        if (!exactly) {
            return new Fails(
                    Reason.RESPONSE_PARTS_MISMATCH, "the answer does not hold exactly what was asked for: " + type);
        }
        Optional<String> actual = callback.read("token_type", text -> text);
        return accessToken.isEmpty()
                        || actual.filter(tokenType::equalsIgnoreCase).isPresent()
                ? new Holds("the answer holds exactly " + type)
                : new Fails(
                        Reason.TOKEN_TYPE_UNSUPPORTED, "the access token's token_type is missing or not " + tokenType);
    }
}
