package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** An answer as the balancer passes it on: with a length, and without what concerns the connection to the node alone. */
record Relayed(String head, String body) {

    static final Relayed BAD_GATEWAY = new Relayed("HTTP/1.1 502 Bad Gateway\r\n", "");

    /** Without {@code Retry-After}, so that nobody takes it for the provider's own. */
    static final Relayed NOBODY = new Relayed("HTTP/1.1 504 No Node Is Ready\r\n", "");

    static Relayed of(HttpReply reply) {
        StringBuilder head = new StringBuilder();
        for (String line : reply.head().stripTrailing().split("\r\n")) {
            String name = line.toLowerCase(Locale.ROOT);
            if (!name.startsWith("content-length:")
                    && !name.startsWith("transfer-encoding:")
                    && !name.startsWith("connection:")) {
                head.append(line).append("\r\n");
            }
        }
        return new Relayed(head.toString(), reply.body());
    }

    byte[] octets() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] start = (head + "Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }
}
