package dev.symbolon.benchmark.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads answers from a connection (RFC 9112 §4, §6.3, §7.1): with a length, in chunks, or without a body. */
final class ReplyReader {

    private static final int MOST_HEAD_OCTETS = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    HttpReply read() throws IOException {
        String head = head();
        int status = status(head);
        if (status == 204 || status == 304) {
            return new HttpReply(status, head, "");
        }
        HttpReply bare = new HttpReply(status, head, "");
        byte[] body = bare.field("Transfer-Encoding").isPresent()
                ? chunks()
                : take(Integer.parseInt(bare.field("Content-Length").orElse("0")));
        return new HttpReply(status, head, new String(body, StandardCharsets.UTF_8));
    }

    private static int status(String head) throws IOException {
        if (!head.startsWith("HTTP/1.") || head.length() < 12) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(head, 9, 12, 10);
    }

    private String head() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = Math.max(scanned, start + 3); i < end; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                    String head = new String(buffer, start, i - 3 - start, StandardCharsets.ISO_8859_1);
                    start = i + 1;
                    return head;
                }
            }
            int seen = end - start;
            if (seen > MOST_HEAD_OCTETS) {
                throw new IOException("the header does not end");
            }
            fill();
            scanned = start + seen;
        }
    }

    private byte[] take(int octets) throws IOException {
        while (end - start < octets) {
            fill();
        }
        byte[] taken = Arrays.copyOfRange(buffer, start, start + octets);
        start += octets;
        return taken;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int octets = Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
            body.write(take(octets));
            line();
            if (octets == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        for (int seen = 0; ; ) {
            for (int i = start + seen; i < end; i++) {
                if (buffer[i] == '\n') {
                    String line = new String(buffer, start, i - start, StandardCharsets.ISO_8859_1);
                    start = i + 1;
                    return line.stripTrailing();
                }
            }
            seen = end - start;
            fill();
        }
    }

    /** Reads more, after what there is; moves that to the front, or makes room, when there is none left. */
    private void fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (end == buffer.length) {
            byte[] roomier = end - start > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
            System.arraycopy(buffer, start, roomier, 0, end - start);
            buffer = roomier;
            end -= start;
            start = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException();
        }
        end += read;
    }
}
