package dev.symbolon.server.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.symbolon.protocol.OAuthException;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {

    /** Four characters, which become one. */
    private static final String IN_PARTS = Normalizer.normalize("\u1f82", Normalizer.Form.NFD);

    @Test
    void isTheSameHoweverItIsTyped() {
        assertThat(Username.parse(" ＡＤＡ@example.org ")).isEqualTo(new Username("ada@example.org"));
        assertThat(Username.parse(IN_PARTS.repeat(250))).isEqualTo(new Username("\u1f82".repeat(250)));
    }

    @Test
    void isNotPutIntoItsFormIfItIsLongerThanAnybodyTypes() {
        assertRefused(IN_PARTS.repeat(251));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 1_000})
    void hasOneTo254Characters(int length) {
        assertRefused("x".repeat(length));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> Username.parse(text))
                .withMessageContaining("1 to 254 characters");
    }
}
