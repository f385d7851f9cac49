package dev.symbolon.server.page;

/** Makes the texts of strangers fit to be shown: nothing in them turns the text around it, and nothing is invisible. */
final class Display {

    private static final int MOST_CHARACTERS = 100;

    private Display() {}

    /** The name of somebody or something: at most 100 characters of it. */
    static String name(String text) {
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
