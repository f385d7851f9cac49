package dev.symbolon.server.audit;

import java.util.Optional;

/**
 * One line of the log: the event's name, then {@code key=value} for each of its parts.
 *
 * <p>A value is quoted unless it is plain, and holds neither a line break nor any other character that a terminal or a reader of
 * logs would obey: nobody forges a line by what they send.
 */
final class LogLine {

    private static final int MOST_CHARACTERS = 500;

    private final StringBuilder text;

    LogLine(String event) {
        this.text = new StringBuilder(event);
    }

    LogLine with(String key, Object value) {
        text.append(' ').append(key).append('=').append(plainOrQuoted(value.toString()));
        return this;
    }

    LogLine with(String key, Optional<?> value) {
        return value.isPresent() ? with(key, value.get()) : this;
    }

    private static String plainOrQuoted(String value) {
        boolean plain = !value.isEmpty()
                && value.length() <= MOST_CHARACTERS
                && value.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '=');
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        return '"' + escaped(value).replace("\"", "\\\"") + '"';
    }

    /** The text without line breaks and the like, cut off where it gets long. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().limit(MOST_CHARACTERS).forEach(c -> {
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (isHarmless(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        boolean cut = text.codePointCount(0, text.length()) > MOST_CHARACTERS;
        return cut ? escaped.append('…').toString() : escaped.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
