package dev.symbolon.client;

import dev.symbolon.protocol.IdToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an application knows already of the person and of the wished-for login (OIDC Core §3.1.2.1). The provider may heed it.
 *
 * @param loginHint a name or an address to sign in with
 * @param idTokenHint an ID token of the person who is expected
 * @param uiLocales languages of the pages, best first
 * @param acrValues authentication contexts, best first
 */
public record LoginHints(
        Optional<String> loginHint, Optional<IdToken> idTokenHint, List<Locale> uiLocales, List<String> acrValues) {

    private static final LoginHints NONE = new LoginHints(Optional.empty(), Optional.empty(), List.of(), List.of());

    public LoginHints {
        uiLocales = List.copyOf(uiLocales);
        acrValues = List.copyOf(acrValues);
    }

    public static LoginHints none() {
        return NONE;
    }
}
