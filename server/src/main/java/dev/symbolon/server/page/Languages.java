package dev.symbolon.server.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that there are pages in, and which of them a person reads (OIDC Core §3.1.2.1, {@code ui_locales}; RFC 4647 §3.4). */
public final class Languages {

    static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final int MOST_CHARACTERS = 1_000;

    private Languages() {}

    /**
     * The language of the page: the first of {@code ui_locales} that is spoken, else what the browser likes best, else English.
     *
     * @param acceptLanguage the header as it came; a malformed one counts as absent
     */
    public static Locale choose(List<Locale> uiLocales, Optional<String> acceptLanguage) {
        return uiLocales.stream()
                .flatMap(asked -> lookUp(List.of(new Locale.LanguageRange(tag(asked)))).stream())
                .findFirst()
                .or(() -> acceptLanguage.flatMap(Languages::accepted))
                .orElse(Locale.ENGLISH);
    }

    private static String tag(Locale locale) {
        return locale.getLanguage().isEmpty() ? "*" : locale.getLanguage();
    }

    private static Optional<Locale> accepted(String header) {
        if (header.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return lookUp(Locale.LanguageRange.parse(header));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Locale> lookUp(List<Locale.LanguageRange> ranges) {
        return Optional.ofNullable(Locale.lookup(ranges, SPOKEN));
    }
}
