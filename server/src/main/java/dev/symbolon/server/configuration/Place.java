package dev.symbolon.server.configuration;

import java.nio.file.Path;

/**
 * Where a value stands.
 *
 * @param source what people call it: a file's name, "the environment", "the flags"
 * @param folder what relative paths start from
 * @param line counted from 1; 0 outside of files
 * @param label what the value is called there, in place of its key; empty in files
 */
public record Place(String source, Path folder, int line, String label) {

    static Place inFile(String source, Path folder, int line) {
        return new Place(source, folder, line, "");
    }

    /** What stands there, on one line: the key and the beginning of the value. */
    String excerpt(String key, String value) {
        return label.isEmpty() ? (shown(key) + ": " + shown(value)).strip() : label + "=" + shown(value);
    }

    private static String shown(String value) {
        String printable = value.replaceAll("//[^/]*@", "//…@")
                .replaceAll("(?i)(password)=[^&]*", "$1=…")
                .codePoints()
                .map(c -> isPrintable(c) ? c : ' ')
                .limit(61)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.codePointCount(0, printable.length()) > 60 ? printable.substring(0, 59) + "…" : printable;
    }

    /** Whatever a terminal would obey, or print in another order, is not. */
    private static boolean isPrintable(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }
}
