package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An answer as the balancer passes it on: with a length, and without what concerns the connection to the node alone. */
record Relayed(String head, byte[] body) {

    static final Relayed BAD_GATEWAY = new Relayed("HTTP/1.1 502 Bad Gateway\r\n", new byte[0]);

    /** Without {@code Retry-After}, so that nobody takes it for the provider's own. */
    static final Relayed NOBODY = new Relayed("HTTP/1.1 504 No Node Is Ready\r\n", new byte[0]);

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
        return new Relayed(head.toString(), reply.body().getBytes(StandardCharsets.UTF_8));
    }

    byte[] octets() {
        byte[] start = (head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }
}
