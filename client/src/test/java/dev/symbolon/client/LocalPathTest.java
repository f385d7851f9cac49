package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A page to return to (RFC 9700 §4.11)")
class LocalPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/reports",
                "/reports?year=2025&q=%C3%A4",
                "/a/b;c=d",
                "/@you",
                "/x?to=https://id.example.org"
            })
    void isAPathOnThisServer(String text) {
        assertThat(LocalPath.parse(text)).map(LocalPath::value).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reports",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                " /reports",
                "/reports#fragment",
                "/%zz",
                "/ä",
                "/\u0000"
            })
    void isNothingElse(String text) {
        assertThat(LocalPath.parse(text)).isEmpty();
    }

    @Test
    void hasAtMost2048Characters() {
        assertThat(LocalPath.parse("/" + "a".repeat(2_047))).isPresent();
        assertThat(LocalPath.parse("/" + "a".repeat(2_048))).isEmpty();
    }
}
