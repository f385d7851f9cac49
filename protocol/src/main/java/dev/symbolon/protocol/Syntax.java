package dev.symbolon.protocol;

import java.util.function.IntPredicate;

/** The character classes of RFC 6749 Appendix A, and the one way in which a value type refuses a text. */
final class Syntax {

    private Syntax() {}

    /** Returns the text if it has 1 to {@code most} characters, all of them VSCHAR (RFC 6749 Appendix A). */
    static String vschars(String name, String text, int most) {
        return checked(name, text, 1, most, c -> c >= 0x20 && c <= 0x7e);
    }

    static String checked(String name, String text, int least, int most, IntPredicate allowed) {
        if (text.length() < least || text.length() > most) {
            throw OAuthException.invalidRequest(
                    name + " must have " + least + " to " + most + " characters; it has " + text.length());
        }
        if (!consistsOf(text, allowed)) {
            throw OAuthException.invalidRequest(name + " has a character that is not allowed there");
        }
        return text;
    }

    /** Whether every character is allowed; a plain loop, because each parameter of each request goes through it. */
    static boolean consistsOf(String text, IntPredicate allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** NQCHAR without the space: what a scope value is made of (RFC 6749 §3.3). */
    static boolean isScopeCharacter(int c) {
        return c == 0x21 || c >= 0x23 && c <= 0x5b || c >= 0x5d && c <= 0x7e;
    }

    /** The unreserved characters of RFC 3986, which a code verifier is made of (RFC 7636 §4.1). */
    static boolean isUnreserved(int c) {
        return isBase64Url(c) || c == '.' || c == '~';
    }

    static boolean isBase64Url(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
