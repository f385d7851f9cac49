package dev.symbolon.server.page;

/**
 * Makes names of strangers fit to be shown: no character that turns the direction of the text around it, none that is
 * invisible, and no more of them than a line or two.
 */
final class Display {

    private static final int MOST_CHARACTERS = 100;

    private Display() {}

    static String clean(String text) {
        int[] shown = visible(text).codePoints().toArray();
        if (shown.length <= MOST_CHARACTERS) {
            return new String(shown, 0, shown.length);
        }
        return new String(shown, 0, MOST_CHARACTERS - 1) + "…";
    }

    /** The text at full length, without what turns or hides. */
    static String visible(String text) {
        return text.codePoints()
                .filter(c -> !isTreacherous(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Clean, and kept apart from the direction of the text around it where there can be no element to do so. */
    static String isolated(String text) {
        return "\u2068" + clean(text) + "\u2069";
    }

    /** Joiners stay: there are scripts and emoji that need them. */
    private static boolean isTreacherous(int c) {
        boolean joiner = c == 0x200C || c == 0x200D;
        return switch (Character.getType(c)) {
            case Character.FORMAT -> !joiner;
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
