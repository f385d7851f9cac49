package dev.symbolon.example.webapp.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void breaksJsonIntoLines() {
        assertThat(JsonText.indented("{\"a\":[1,\"x\\\"y\"],\"b\":{},\"c\":null}"))
                .isEqualTo("""
                {
                  "a": [
                    1,
                    "x\\"y"
                  ],
                  "b": {},
                  "c": null
                }""");
    }

    @Test
    void leavesOtherTextAlone() {
        assertThat(JsonText.indented("<html>")).isEqualTo("<html>");
    }
}
