package dev.symbolon.server.audit;

/** Makes text fit for a log: nothing in it forges a line, or has a terminal do anything. */
public final class LogText {

    static final int MOST_CHARACTERS = 500;

    private LogText() {}

    /** The text without line breaks and the like, cut off where it gets long. */
    public static String escaped(String text) {
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

    /** Whether a character is seen, and nothing else. */
    public static boolean isHarmless(int c) {
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
}
