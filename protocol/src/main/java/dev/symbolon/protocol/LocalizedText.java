package dev.symbolon.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text for people, in one or more languages (OIDC Registration §2.1).
 *
 * @param byLanguage language tags (RFC 5646) to texts; the empty tag is the one for all other languages, and always there
 */
public record LocalizedText(Map<String, String> byLanguage) {

    public LocalizedText {
        byLanguage = java.util.Collections.unmodifiableMap(new TreeMap<>(byLanguage));
        if (!byLanguage.containsKey("")) {
            throw new IllegalArgumentException("a text for all other languages is needed");
        }
    }

    public static LocalizedText of(String text) {
        return new LocalizedText(Map.of("", text));
    }

    /** The text in the first of the languages that there is one for. */
    public String in(List<Locale> languages) {
        for (Locale language : languages) {
            String text = byLanguage.getOrDefault(language.toLanguageTag(), byLanguage.get(language.getLanguage()));
            if (text != null) {
                return text;
            }
        }
        return toString();
    }

    @Override
    public String toString() {
        return byLanguage.getOrDefault("", "");
    }
}
