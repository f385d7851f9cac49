package dev.symbolon.benchmark.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param head the status line and the header fields, as they came
 */
public record HttpReply(int status, String head, String body) {

    private static final String END_OF_LINE = "\r\n";

    /** The first field of this name, whose case does not matter. */
    public Optional<String> field(String name) {
        int at = find(name, 0);
        return at < 0 ? Optional.empty() : Optional.of(valueAt(at + name.length()));
    }

    /** All fields of this name. */
    public List<String> fields(String name) {
        List<String> values = new ArrayList<>();
        for (int at = find(name, 0); at >= 0; at = find(name, at + 1)) {
            values.add(valueAt(at + name.length()));
        }
        return values;
    }

    public Optional<String> location() {
        return field("Location");
    }

    /** How long everything was, as it came. */
    public int octets() {
        return head.length() + body.length();
    }

    private int find(String name, int from) {
        int line = head.indexOf(END_OF_LINE, from);
        while (line >= 0) {
            int start = line + END_OF_LINE.length();
            int end = start + name.length();
            if (head.regionMatches(true, start, name, 0, name.length())
                    && end < head.length()
                    && head.charAt(end) == ':') {
                return start;
            }
            line = head.indexOf(END_OF_LINE, start);
        }
        return -1;
    }

    private String valueAt(int colon) {
        int end = head.indexOf(END_OF_LINE, colon);
        return head.substring(colon + 1, end < 0 ? head.length() : end).strip();
    }

    /** The body may hold tokens. */
    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
