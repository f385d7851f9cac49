package dev.symbolon.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

    @Test
    void readsOneAnswerAfterAnother() throws IOException {
        ReplyReader reader = reader("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
                + "HTTP/1.1 302 Found\r\nlocation: /there\r\nContent-Length: 0\r\n\r\n");

        assertThat(reader.read().body()).isEqualTo("hi");
        assertThat(reader.read().location()).contains("/there");
    }

    @Test
    void readsChunks() throws IOException {
        ReplyReader reader = reader(String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "3;x=y",
                        "one",
                        "A",
                        " and more.",
                        "0",
                        "",
                        "")
                + "HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(reader.read().body()).isEqualTo("one and more.");
        assertThat(reader.read().status()).isEqualTo(204);
    }

    @Test
    void readsWhatArrivesOctetByOctet() throws IOException {
        String body = "long".repeat(20_000);
        String answer = "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        Stream<InputStream> octets =
                answer.chars().mapToObj(octet -> new ByteArrayInputStream(new byte[] {(byte) octet}));
        HttpReply reply = new ReplyReader(new SequenceInputStream(Collections.enumeration(octets.toList()))).read();

        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.fields("set-cookie")).isEqualTo(List.of("a=1", "b=2"));
    }

    @Test
    void takesNoHalfAnAnswerForAWholeOne() {
        assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi")
                        .read())
                .isInstanceOf(EOFException.class);
    }

    private static ReplyReader reader(String text) {
        return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
