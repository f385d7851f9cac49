package dev.symbolon.resourceserver;

import dev.symbolon.protocol.OAuthException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Where a request may bear an access token (RFC 6750 §2).
 *
 * @param authorization all values of the {@code Authorization} header; usually none or one
 * @param query the query of the address as it was sent, without the question mark. A token there is refused: it would end up
 *     in logs, histories and {@code Referer} headers (RFC 9700 §4.3.2)
 */
public record BearerRequest(List<String> authorization, Optional<String> query) {

    private static final String SCHEME = "Bearer";

    public BearerRequest {
        authorization = List.copyOf(authorization);
    }

    /**
     * The text that stands where the token belongs; not yet known to be one.
     *
     * @return empty if there is no token, for instance because the client uses another scheme
     * @throws OAuthException {@code invalid_request} if a token is sent twice or in the query
     */
    Optional<String> token() {
        if (query.filter(BearerRequest::hasToken).isPresent()) {
            throw OAuthException.invalidRequest(
                    "the access token belongs in the Authorization header, never in the address");
        }
        if (authorization.size() > 1) {
            throw OAuthException.invalidRequest("there is more than one Authorization header");
        }
        return authorization.stream()
                .findFirst()
                .filter(BearerRequest::isBearer)
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static boolean hasToken(String query) {
        for (String parameter : query.split("&")) {
            if (nameOf(parameter).equals("access_token")) {
                return true;
            }
        }
        return false;
    }

    private static String nameOf(String parameter) {
        String name = parameter.substring(0, (parameter + "=").indexOf('='));
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
    }

    /** @throws OAuthException {@code invalid_request} unless the text is a b64token of at most 16,384 characters (§2.1) */
    static void checkSyntax(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        boolean wellFormed = end > 0 && token.length() <= 16_384;
        for (int i = 0; i < end && wellFormed; i++) {
            wellFormed = isTokenCharacter(token.charAt(i));
        }
        if (!wellFormed) {
            throw OAuthException.invalidRequest(
                    "what follows Bearer is not one token of at most 16384 letters, digits and -._~+/ characters");
        }
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/".indexOf(c) >= 0;
    }
}
