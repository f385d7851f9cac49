package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.org",
                "https://id.example.org:8443/tenant",
                "https://tenant.example.com/",
                "http://localhost:9000",
                "http://127.0.0.1:9000",
                "http://[::1]:9000"
            })
    void isAnAddress(String text) {
        assertThat(Issuer.parse(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id.example.org",
                "http://id.example.org",
                "http://localhost.example.org",
                "https://user@id.example.org",
                "https://id.example.org?tenant=1",
                "https://id.example.org#top",
                "https://",
                "javascript:alert(1)",
                "https://id.example.org/a b",
                "https://id.example.org/a/../b",
                "https://id.example.org/../b",
                "https://id.example.org/a/%2e%2E/b",
                "https://id.example.org/.",
                "https://id.example.org:",
                "https://id.example.org:0",
                "https://id.example.org:65536",
                "https://id.example.org//a",
                "https://id.example.org//"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Issuer.parse(text)).isInstanceOf(OAuthException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.org, ''",
        "https://id.example.org/, ''",
        "https://id.example.org/tenant, /tenant",
        "https://id.example.org/tenant/, /tenant"
    })
    void hasAPathThatOthersCanFollow(String text, String path) {
        assertThat(Issuer.parse(text).path()).isEqualTo(path);
    }

    @Test
    void resolvesAlikeWithAndWithoutASlashAtItsEnd() {
        assertThat(Issuer.parse("https://id.example.org/").resolve("/userinfo"))
                .isEqualTo(Issuer.parse("https://id.example.org").resolve("/userinfo"));
    }
}
