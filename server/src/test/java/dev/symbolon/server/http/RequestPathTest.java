package dev.symbolon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/authorize, /authorize",
        "/%61uthorize, /authorize",
        "/a%20b%C3%BC, /a bü",
        "/.well-known/jwks.json, /.well-known/jwks.json",
        "/a..b/...c, /a..b/...c",
        "/a;x=1, /a;x=1",
        "//a/, //a/"
    })
    void decodesWhatCanBeReadInOneWayOnly(String raw, String decoded) {
        assertThat(RequestPath.decode(raw)).hasValue(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "*", "/..", "/../", "/a/../b", "/./", "/.", "/..;x/a", "/.;/a", "/%2e", "/%2E%2e/a", "/a%2fb",
                "/a%2Fb", "/a%5cb", "/a\\b", "/a%25b", "/a%3bb", "/%00", "/%0a", "/%7f", "/a b", "/\t", "/ü", "/%",
                        "/%4",
                "/%4g", "/%zz", "/%C3", "/%C0%AF", "/%ED%A0%80", "/%FF", "/%\uff14\uff11"
            })
    void refusesWhatIsMalformedOrAmbiguous(String raw) {
        assertThat(RequestPath.decode(raw)).isEmpty();
    }
}
