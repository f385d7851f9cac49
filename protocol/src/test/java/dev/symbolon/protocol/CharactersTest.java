package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CharactersTest {

    /** The classes as the standards write them down. */
    static final List<Written> WRITTEN = List.of(
            new Written(Characters.VSCHAR, "[\\x20-\\x7e]"),
            new Written(Characters.VISIBLE, "[\\x21-\\x7e]"),
            new Written(Characters.SCOPE, "[\\x21\\x23-\\x5b\\x5d-\\x7e]"),
            new Written(Characters.ADDRESS, "[\\x21-\\x7e&&[^\\\\]]"),
            new Written(Characters.BASE64URL, "[A-Za-z0-9_-]"),
            new Written(Characters.BASE64URL_AND_DOT, "[A-Za-z0-9_.-]"),
            new Written(Characters.UNRESERVED, "[A-Za-z0-9_.~-]"),
            new Written(Characters.TEXT, "[^\\x00-\\x1f\\x7f]"));

    record Written(Characters characters, String expression) {}

    @ParameterizedTest
    @FieldSource("WRITTEN")
    void areThoseOfTheStandard(Written written) {
        Pattern pattern = Pattern.compile(written.expression());
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = String.valueOf((char) c);
            boolean included = pattern.matcher(text).matches();

            assertThat(written.characters().makeUp(text)).as("%04x", c).isEqualTo(included);
            assertThat(written.characters().makeUp("A" + text + "A"))
                    .as("%04x", c)
                    .isEqualTo(included);
        }
        assertThat(written.characters().makeUp("")).isTrue();
    }
}
