package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client wants of the sign-in (OIDC Core §3.1.2.1).
 *
 * @param maxAge how long ago the person may have signed in at most
 * @param expected who the person must be, by the name that the client knows ({@code id_token_hint}, {@code sub} of {@code claims})
 * @param loginHint what to fill in as the username
 * @param uiLocales the languages of the pages, best first; empty means those of the browser
 * @param acrValues how the person should sign in, best first; a wish, not a condition
 */
public record AuthenticationDemands(
        Set<Prompt> prompts,
        Optional<Duration> maxAge,
        Optional<Subject> expected,
        Optional<String> loginHint,
        List<Locale> uiLocales,
        List<String> acrValues) {

    /** How a client may want the pages to be shown ({@code display}). */
    public static final List<String> DISPLAYS = List.of("page", "popup", "touch", "wap");

    public AuthenticationDemands {
        prompts = Set.copyOf(prompts);
        uiLocales = List.copyOf(uiLocales);
        acrValues = List.copyOf(acrValues);
    }

    /** The same demands with other prompts. */
    public AuthenticationDemands with(Set<Prompt> others) {
        return new AuthenticationDemands(others, maxAge, expected, loginHint, uiLocales, acrValues);
    }
}
