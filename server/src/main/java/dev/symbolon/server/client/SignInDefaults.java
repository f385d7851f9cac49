package dev.symbolon.server.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an application wants of a sign-in where its request does not say (OIDC Registration §2).
 *
 * @param maxAge how long ago the person may have signed in at most ({@code default_max_age})
 * @param acrValues how the person should sign in, best first; a wish, not a condition ({@code default_acr_values})
 * @param authTimeRequired whether ID tokens must say when the person signed in, as all do here ({@code require_auth_time})
 */
public record SignInDefaults(Optional<Duration> maxAge, List<String> acrValues, boolean authTimeRequired) {

    public static final SignInDefaults NONE = new SignInDefaults(Optional.empty(), List.of(), false);

    public SignInDefaults {
        acrValues = List.copyOf(acrValues);
    }
}
