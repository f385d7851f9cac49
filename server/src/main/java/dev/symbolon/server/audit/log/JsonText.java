package dev.symbolon.server.audit.log;

import dev.symbolon.server.audit.LogText;

/** Strings in JSON (RFC 8259 §7), with everything escaped that a terminal or a reader of lines might obey. */
final class JsonText {

    private static final int MOST_CHARACTERS = 10_000;

    private JsonText() {}

    /** Appends the value in quotes, cut off where it gets long. */
    static void append(StringBuilder json, String value) {
        json.append('"');
        int end = Math.min(value.length(), MOST_CHARACTERS);
        for (int i = 0; i < end; ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f || LogText.isHarmless(c)) {
                json.appendCodePoint(c);
            } else {
                escape(json, c);
            }
        }
        json.append(end < value.length() ? "…\"" : "\"");
    }

    private static void escape(StringBuilder json, int c) {
        for (char unit : Character.toChars(c)) {
            json.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                json.append(Character.forDigit(unit >> shift & 0xf, 16));
            }
        }
    }
}
