package dev.symbolon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request in a corpus")
class RequestTextTest {

    @Test
    void hasALineHeaderFieldsAndContent() {
        HttpRequest request = RequestText.read("POST /oauth/token?a=b\nContent-Type: text/plain\n\nx=1\n\ny")
                .orElseThrow();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/oauth/token");
        assertThat(request.query()).isEqualTo("a=b");
        assertThat(request.contentType()).isEqualTo("text/plain");
        assertThat(request.body()).isEqualTo("x=1\n\ny");
    }

    @Test
    void isNoneIfNoServerWouldPassItOn() {
        assertThat(RequestText.read("")).isEmpty();
        assertThat(RequestText.read("GET")).isEmpty();
        assertThat(RequestText.read("FETCH /")).isEmpty();
        assertThat(RequestText.read("GET nowhere")).isEmpty();
        assertThat(RequestText.read("GET /\nno header field")).isEmpty();
        assertThat(RequestText.read("GET /\nA: \u0000")).isEmpty();
    }
}
