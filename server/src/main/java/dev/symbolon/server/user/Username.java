package dev.symbolon.server.user;

import dev.symbolon.protocol.OAuthException;
import java.text.Normalizer;
import java.util.Locale;

/** What a person types to say who they are: in Unicode form NFKC and lower case, so that look-alikes of one name are one. */
public record Username(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty or has more than 254 characters */
    public static Username parse(String text) {
        String name = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.length() > 254) {
            throw OAuthException.invalidRequest("the username must have 1 to 254 characters");
        }
        return new Username(name);
    }

    @Override
    public String toString() {
        return value;
    }
}
