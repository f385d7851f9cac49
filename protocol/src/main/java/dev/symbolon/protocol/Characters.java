package dev.symbolon.protocol;

import java.util.function.IntPredicate;

/**
 * A class of characters, as RFC 6749 Appendix A has them. It is kept as a table, because every character of every parameter is looked up
 * in one: at the random letters of a token a processor would guess every other branch wrong.
 */
final class Characters {

    /** Visible characters of ASCII and the space. */
    static final Characters VSCHAR = new Characters(c -> c >= 0x20 && c <= 0x7e, false);

    /** Visible characters of ASCII. */
    static final Characters VISIBLE = new Characters(c -> c > 0x20 && c <= 0x7e, false);

    /** NQCHAR without the space: what a scope value is made of (RFC 6749 §3.3). */
    static final Characters SCOPE =
            new Characters(c -> c == 0x21 || c >= 0x23 && c <= 0x5b || c >= 0x5d && c <= 0x7e, false);

    /** What an address may hold: the backslash is left out, which browsers take for a slash. */
    static final Characters ADDRESS = new Characters(c -> c > 0x20 && c < 0x7f && c != '\\', false);

    static final Characters BASE64URL = new Characters(Characters::isBase64Url, false);
    static final Characters BASE64URL_AND_DOT = new Characters(c -> isBase64Url(c) || c == '.', false);

    /** The unreserved characters of RFC 3986, which a code verifier is made of (RFC 7636 §4.1). */
    static final Characters UNRESERVED = new Characters(c -> isBase64Url(c) || c == '.' || c == '~', false);

    /** Whatever is no control character of ASCII. */
    static final Characters TEXT = new Characters(c -> c >= 0x20 && c != 0x7f, true);

    private final boolean[] ascii = new boolean[0x80];
    private final boolean beyond;

    private Characters(IntPredicate included, boolean beyond) {
        for (int c = 0; c < ascii.length; c++) {
            ascii[c] = included.test(c);
        }
        this.beyond = beyond;
    }

    private static boolean isBase64Url(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** Whether the text has no other characters. */
    boolean makeUp(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ascii.length ? !ascii[c] : !beyond) {
                return false;
            }
        }
        return true;
    }
}
