package dev.symbolon.server.user;

import dev.symbolon.protocol.OAuthException;
import java.text.Normalizer;
import java.util.Locale;

/** What a person types to say who they are: in Unicode form NFKC and lower case, so that look-alikes of one name are one. */
public record Username(String value) {

    private static final int MOST_CHARACTERS = 254;

    /** Before they are put into that form, which takes marks above and below letters a time that grows with the square of their number. */
    private static final int MOST_TYPED = 1_000;

    /** @throws OAuthException {@code invalid_request} if it is empty, has more than 254 characters, or had more than 1,000 as it was typed */
    public static Username parse(String text) {
        if (text.length() > MOST_TYPED) {
            throw malformed();
        }
        String name = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.length() > MOST_CHARACTERS) {
            throw malformed();
        }
        return new Username(name);
    }

    private static OAuthException malformed() {
        return OAuthException.invalidRequest("the username must have 1 to " + MOST_CHARACTERS + " characters");
    }

    @Override
    public String toString() {
        return value;
    }
}
