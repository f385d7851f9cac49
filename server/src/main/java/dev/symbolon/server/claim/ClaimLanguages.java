package dev.symbolon.server.claim;

import dev.symbolon.protocol.json.JsonObject;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Claims in several languages and scripts: {@code name#de} is {@code name} in German (OIDC Core §5.2, BCP 47). */
public final class ClaimLanguages {

    /** The claims that people read, and those that lead to what people read. */
    public static final List<String> LOCALIZED =
            List.of("name", "given_name", "family_name", "middle_name", "nickname", "profile", "website");

    private static final int MOST_CHARACTERS_OF_A_TAG = 35;

    private ClaimLanguages() {}

    /** The name with its language tag in the usual case; empty if the claim has no languages or the tag is none. */
    public static Optional<String> canonical(String name) {
        String tag = name.substring(base(name).length()).replaceFirst("#", "");
        if (!LOCALIZED.contains(base(name)) || tag.isEmpty() || tag.length() > MOST_CHARACTERS_OF_A_TAG) {
            return Optional.empty();
        }
        try {
            return Optional.of(base(name) + "#"
                    + new Locale.Builder().setLanguageTag(tag).build().toLanguageTag());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /** The claim, whatever the language. */
    public static String base(String name) {
        int hash = name.indexOf('#');
        return hash < 0 ? name : name.substring(0, hash);
    }

    /** Of the claims those that are named; whoever names no language learns every one. */
    public static JsonObject told(JsonObject claims, Collection<String> names) {
        return claims.only(claims.names().stream()
                .filter(claim -> names.contains(claim) || names.contains(base(claim)))
                .toList());
    }
}
