package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @Test
    void readsEachValueOnce() {
        assertThat(Scope.parse(" openid  read:reports openid ")).isEqualTo(Scope.of("openid", "read:reports"));
    }

    @Test
    void meansTheSameInAnyOrderAndKeepsIt() {
        assertThat(Scope.parse("b a")).isEqualTo(Scope.parse("a b")).hasToString("b a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\"b", "a\\b", "ü", "a\u0000", "a\u007f", "a\nb"})
    void refusesCharactersThatTheStandardDoesNotAllow(String text) {
        assertRefused(text);
    }

    @Test
    void refusesTooManyValuesAndTooLongOnes() {
        assertThat(Scope.parse(numbers(100)).values()).hasSize(100);
        assertRefused(numbers(101));
        assertRefused("a".repeat(257));
        assertRefused("a ".repeat(100_000));
    }

    private static String numbers(int many) {
        return IntStream.range(0, many).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> Scope.parse(text))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(ErrorCode.INVALID_SCOPE));
    }

    @Test
    void isASet() {
        Scope scope = Scope.of("a", "b", "c");

        assertThat(scope.minus(Scope.of("b"))).hasToString("a c");
        assertThat(scope.intersect(Scope.of("c", "d"))).hasToString("c");
        assertThat(scope.plus(Scope.of("d"))).hasToString("a b c d");
        assertThat(scope.covers(Scope.of("c", "a"))).isTrue();
        assertThat(scope.covers(Scope.of("c", "d"))).isFalse();
        assertThat(Scope.parse("").isEmpty()).isTrue();
    }
}
