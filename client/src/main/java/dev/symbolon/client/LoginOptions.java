package dev.symbolon.client;

import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What one login does differently from the {@link Registration}. Immutable: each {@code with…} gives a changed copy.
 *
 * @param returnTo the page to show after the login
 * @param prompts what the provider is to show, or not to show
 * @param maxAge how long ago the person may have signed in at the provider, in whole seconds; checked against {@code auth_time}
 * @param hints what is known already
 * @param scope other permissions than the registration's
 * @param responseType another response type than the registration's
 * @param responseMode another response mode than the registration's
 * @param extra further parameters of the authorization request
 */
public record LoginOptions(
        LocalPath returnTo,
        Set<Prompt> prompts,
        Optional<Duration> maxAge,
        LoginHints hints,
        Optional<Scope> scope,
        Optional<ResponseType> responseType,
        Optional<ResponseMode> responseMode,
        Parameters extra) {

    private static final LoginOptions NONE = new LoginOptions(
            LocalPath.ROOT,
            Set.of(),
            Optional.empty(),
            LoginHints.none(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Parameters.none());

    /** @throws IllegalArgumentException if {@code prompt=none} stands beside another, or the age is negative */
    public LoginOptions {
        prompts = Set.copyOf(prompts);
        if (prompts.contains(Prompt.NONE) && prompts.size() > 1) {
            throw new IllegalArgumentException("prompt=none cannot stand beside another prompt");
        }
        if (maxAge.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("max_age cannot be negative");
        }
    }

    /** As the registration says, and back to the first page. */
    public static LoginOptions none() {
        return NONE;
    }

    public LoginOptions withReturnTo(LocalPath page) {
        return new LoginOptions(page, prompts, maxAge, hints, scope, responseType, responseMode, extra);
    }

    /** @throws IllegalArgumentException if {@link Prompt#NONE} stands beside another */
    public LoginOptions withPrompts(Prompt... shown) {
        return new LoginOptions(returnTo, Set.of(shown), maxAge, hints, scope, responseType, responseMode, extra);
    }

    /**
     * Demands that the person has signed in at the provider within this time, or does so now. The answer must prove it ({@code auth_time}), or
     * the login fails with {@code AUTHENTICATION_TIME_MISSING} or {@code AUTHENTICATION_TOO_OLD}.
     *
     * @param age cut to whole seconds; zero to have the person sign in in any case
     * @throws IllegalArgumentException if it is negative
     */
    public LoginOptions withMaxAge(Duration age) {
        return new LoginOptions(returnTo, prompts, Optional.of(age), hints, scope, responseType, responseMode, extra);
    }

    public LoginOptions withLoginHint(String hint) {
        return with(new LoginHints(Optional.of(hint), hints.idTokenHint(), hints.uiLocales(), hints.acrValues()));
    }

    public LoginOptions withIdTokenHint(IdToken hint) {
        return with(new LoginHints(hints.loginHint(), Optional.of(hint), hints.uiLocales(), hints.acrValues()));
    }

    /** Languages of the provider's pages, best first. */
    public LoginOptions withUiLocales(Locale... locales) {
        return with(new LoginHints(hints.loginHint(), hints.idTokenHint(), List.of(locales), hints.acrValues()));
    }

    /** Authentication contexts, best first. Whether one was reached stands in the claim {@code acr}. */
    public LoginOptions withAcrValues(String... values) {
        return with(new LoginHints(hints.loginHint(), hints.idTokenHint(), hints.uiLocales(), List.of(values)));
    }

    /** @param asked contains {@code openid} */
    public LoginOptions withScope(Scope asked) {
        return new LoginOptions(
                returnTo, prompts, maxAge, hints, Optional.of(asked), responseType, responseMode, extra);
    }

    /** The response mode goes back to the usual one of that type, unless it is named too. */
    public LoginOptions withResponseType(ResponseType type) {
        return new LoginOptions(returnTo, prompts, maxAge, hints, scope, Optional.of(type), responseMode, extra);
    }

    public LoginOptions withResponseMode(ResponseMode mode) {
        return new LoginOptions(returnTo, prompts, maxAge, hints, scope, responseType, Optional.of(mode), extra);
    }

    /** What to ask for in more detail than a scope can say (RFC 9396). What was granted, {@link Tokens#details} says. */
    public LoginOptions withAuthorizationDetails(AuthorizationDetails details) {
        Parameters others = extra.without("authorization_details");
        return new LoginOptions(
                returnTo,
                prompts,
                maxAge,
                hints,
                scope,
                responseType,
                responseMode,
                others.with("authorization_details", details.toString()));
    }

    /** One more parameter of the authorization request; it cannot be one that the SDK sets itself. */
    public LoginOptions withExtra(String name, String value) {
        return new LoginOptions(
                returnTo, prompts, maxAge, hints, scope, responseType, responseMode, extra.with(name, value));
    }

    private LoginOptions with(LoginHints known) {
        return new LoginOptions(returnTo, prompts, maxAge, known, scope, responseType, responseMode, extra);
    }

    /** What is asked for in the end, by the registration and these options. */
    LoginRequest applyTo(LoginRequest usual) {
        return new LoginRequest(
                responseType.orElse(usual.responseType()),
                responseMode.or(() -> responseType.isPresent() ? Optional.empty() : usual.responseMode()),
                scope.orElse(usual.scope()),
                usual.audience(),
                usual.resources());
    }
}
