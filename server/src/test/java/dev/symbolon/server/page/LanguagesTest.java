package dev.symbolon.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    de                     | de
                    de-AT                  | de
                    en-GB,de;q=0.5         | en
                    en;q=0.2, de;q=0.8     | de
                    fr, de;q=0.3           | de
                    fr, it                 | en
                    de;q=0                 | en
                    de;q=0, en;q=0.1       | en
                    *                      | en
                    """)
    void followsTheBrowser(String acceptLanguage, String language) {
        assertThat(Languages.choose(List.of(), Optional.of(acceptLanguage))).isEqualTo(Locale.forLanguageTag(language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", ",,,", "de;q=x", "de;q=7", "\u0000", "de-", "-", "q=1", "ä", "de;;q=1"})
    void isNotUpsetByAMalformedHeader(String acceptLanguage) {
        assertThat(Languages.choose(List.of(), Optional.of(acceptLanguage))).isIn(Languages.SPOKEN);
    }

    @Test
    void ignoresAHeaderThatNoBrowserSends() {
        assertThat(Languages.choose(List.of(), Optional.of("de," + "x-a,".repeat(100_000))))
                .isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({"de, en, de", "fr de, en, de", "fr, de, de", "fr it, es, en", "de-CH-1996 en, en, de", "und, de, de"})
    void prefersWhatTheApplicationAsksFor(String uiLocales, String acceptLanguage, String language) {
        List<Locale> asked =
                Arrays.stream(uiLocales.split(" ")).map(Locale::forLanguageTag).toList();

        assertThat(Languages.choose(asked, Optional.of(acceptLanguage))).isEqualTo(Locale.forLanguageTag(language));
    }
}
