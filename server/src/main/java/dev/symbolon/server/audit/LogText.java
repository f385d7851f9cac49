package dev.symbolon.server.audit;

/** Makes text fit for a log: nothing in it forges a line, or has a terminal do anything. */
public final class LogText {

    static final int MOST_CHARACTERS = 500;

    private LogText() {}

    /** The text as {@link #visible}, and so that what was escaped can be told from what looked like that before. */
    static String escaped(String text) {
        return visible(text.replace("\\", "\\\\"));
    }

    /** The text without line breaks and the like, cut off where it gets long. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().limit(MOST_CHARACTERS).forEach(c -> {
            if (isHarmless(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        boolean cut = text.codePointCount(0, text.length()) > MOST_CHARACTERS;
        return cut ? visible.append('…').toString() : visible.toString();
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
