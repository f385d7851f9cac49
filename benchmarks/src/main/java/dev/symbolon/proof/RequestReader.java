package dev.symbolon.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads the requests of a connection, one after the other, as the proofs send them: with a length or without a body. */
final class RequestReader {

    private static final int MOST_HEAD_OCTETS = 1 << 16;
    private static final String LENGTH = "\r\ncontent-length:";

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request, whole; empty if the client has closed the connection. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        int line = 0;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            head.write(octet);
            if (octet == '\n' && line == 0) {
                return Optional.of(withBody(head.toString(StandardCharsets.ISO_8859_1)));
            }
            line = octet == '\n' ? 0 : octet == '\r' ? line : line + 1;
            if (head.size() > MOST_HEAD_OCTETS) {
                throw new IOException("the header does not end");
            }
        }
        return Optional.empty();
    }

    private String withBody(String head) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            return head;
        }
        int start = at + LENGTH.length();
        int length = Integer.parseInt(
                head.substring(start, head.indexOf('\r', start)).strip());
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the body is cut off");
        }
        return head + new String(body, StandardCharsets.ISO_8859_1);
    }
}
