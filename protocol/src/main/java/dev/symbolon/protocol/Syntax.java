package dev.symbolon.protocol;

/** The one way in which a value type refuses a text. */
final class Syntax {

    private Syntax() {}

    /** Returns the text if it has 1 to {@code most} characters, all of them VSCHAR (RFC 6749 Appendix A). */
    static String vschars(String name, String text, int most) {
        return checked(name, text, 1, most, Characters.VSCHAR);
    }

    static String checked(String name, String text, int least, int most, Characters allowed) {
        if (text.length() < least || text.length() > most) {
            throw OAuthException.invalidRequest(
                    name + " must have " + least + " to " + most + " characters; it has " + text.length());
        }
        if (!allowed.makeUp(text)) {
            throw OAuthException.invalidRequest(name + " has a character that is not allowed there");
        }
        return text;
    }
}
