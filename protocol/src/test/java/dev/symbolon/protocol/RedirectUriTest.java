package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org/callback",
                "https://app.example.org",
                "https://app.example.org:8443/a/b.c/~d?x=1&y=%20",
                "http://localhost:9001/callback",
                "http://127.0.0.1/callback",
                "http://[::1]:8080/callback",
                "com.example.app:/callback",
                "com.example.app://callback"
            })
    void acceptsAnAbsoluteAddressAsItIs(String text) {
        assertThat(RedirectUri.parse(text)).hasToString(text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "callback",
                "/callback",
                "//app.example.org/callback",
                "https:callback",
                "https:///evil",
                "https://",
                "https://:8080/",
                "https://app.example.org:port/",
                "https://app.example.org/callback#",
                "https://app.example.org/callback#fragment"
            })
    void refusesWhatIsNotAnAbsoluteAddressWithoutFragment(String text) {
        assertRefused(text);
    }

    @ParameterizedTest(name = "S2, S3: {0}")
    @ValueSource(
            strings = {
                "http://localhost@evil.example/cb",
                "https://user:password@app.example.org/cb",
                "https://@app.example.org/cb",
                "https://app.example.org@a@evil.example/cb",
                "https://app.example.org%40evil.example/cb",
                "com.example.app://user@host/cb"
            })
    void refusesUserInformation(String text) {
        assertRefused(text);
    }

    @ParameterizedTest(name = "S4: {0}")
    @ValueSource(
            strings = {
                "https://app.example.org/cb/../evil",
                "https://app.example.org/cb/..",
                "https://app.example.org/./cb",
                "https://app.example.org/cb/..;/evil",
                "https://app.example.org/cb/..%2Fevil",
                "https://app.example.org/cb/%2e%2E/evil",
                "https://app.example.org/cb%252fevil",
                "https://app.example.org/cb%5cevil",
                "https://app.example.org//evil"
            })
    void refusesAPathThatCouldBeReadInTwoWays(String text) {
        assertRefused(text);
    }

    @ParameterizedTest(name = "S5: {0}")
    @ValueSource(
            strings = {
                "javascript://app.example.org/%0aalert(1)",
                "JavaScript:/alert(1)",
                "data:/text/html,x",
                "DATA:text/html,x",
                "vbscript:/x",
                "file:///etc/passwd",
                "blob:/x",
                "about:/blank"
            })
    void refusesASchemeThatRunsInTheBrowser(String text) {
        assertRefused(text);
    }

    @ParameterizedTest(name = "S7: {0}")
    @ValueSource(
            strings = {
                "https://app.example.org/\tevil",
                "https://app.example.org\\evil",
                "https://app.example.org/\\evil",
                "https://app.example.org/cb ",
                " https://app.example.org/cb",
                "https://app.example.org/cb\n",
                "https://app.example.org/cb\r\nSet-Cookie:x",
                "https://\u0430pp.example.org/cb",
                "https://app\u3002example.org/cb",
                "https://app.example.org/\u0000",
                "https://app.example.org/<script>",
                "https://app.example.org/\"onload="
            })
    void refusesCharactersThatReadersDisagreeAbout(String text) {
        assertRefused(text);
    }

    @Test
    void refusesOneThatIsTooLong() {
        assertRefused("https://app.example.org/" + "a".repeat(2048));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> RedirectUri.parse(text))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @ParameterizedTest(name = "S1, S6: {0}")
    @ValueSource(
            strings = {
                "https://app.example.org.evil.example/cb",
                "https://app.example.org/CB",
                "https://app.example.org/cb/",
                "https://app.example.org/cb?x=1",
                "https://app.example.org:443/cb",
                "https://APP.example.org/cb",
                "https://appxexample.org/cb",
                "http://app.example.org/cb"
            })
    void equalsNothingButItself(String other) {
        assertThat(RedirectUri.parse(other)).isNotEqualTo(RedirectUri.parse("https://app.example.org/cb"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9001/callback, true, false, false, http://localhost:9001",
        "http://127.0.0.1/callback, true, false, false, http://127.0.0.1",
        "http://[::1]/callback, true, false, false, http://[::1]",
        "http://localhost.evil.example/, false, true, false, http://localhost.evil.example",
        "http://127.0.0.2/, false, true, false, http://127.0.0.2",
        "https://app.example.org:8443/a?b=c, false, false, false, https://app.example.org:8443",
        "com.example.app:/callback, false, false, true, com.example.app:"
    })
    void knowsWhatKindItIs(String text, boolean loopback, boolean insecure, boolean customScheme, String origin) {
        RedirectUri uri = RedirectUri.parse(text);

        assertThat(uri.isLoopback()).isEqualTo(loopback);
        assertThat(uri.isInsecure()).isEqualTo(insecure);
        assertThat(uri.isCustomScheme()).isEqualTo(customScheme);
        assertThat(uri.origin()).isEqualTo(origin);
    }
}
