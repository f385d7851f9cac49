package dev.symbolon.resourceserver;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.token.TokenResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a request tells of its caller: where it may bear an access token (RFC 6750 §2, RFC 9449 §7.1), and what a proof of its key
 * must be for.
 *
 * @param method as it was sent
 * @param address as the client knows it, from the scheme to the path; a proof must name it
 * @param query of the address as it was sent, without the question mark. A token there is refused: it would end up in logs,
 *     histories and {@code Referer} headers (RFC 9700 §4.3.2)
 * @param authorization all values of the {@code Authorization} header; usually none or one
 * @param dpop all values of the {@code DPoP} header
 * @param certificate that the client has shown in TLS, to the API or to a proxy of its own (RFC 8705 §3)
 */
public record ApiRequest(
        String method,
        String address,
        Optional<String> query,
        List<String> authorization,
        List<String> dpop,
        Optional<ClientCertificate> certificate) {

    private static final List<String> SCHEMES = List.of(TokenResponse.BEARER, TokenResponse.DPOP);

    public ApiRequest {
        authorization = List.copyOf(authorization);
        dpop = List.copyOf(dpop);
    }

    /** A request of somebody who has shown no certificate. */
    public ApiRequest(
            String method, String address, Optional<String> query, List<String> authorization, List<String> dpop) {
        this(method, address, query, authorization, dpop, Optional.empty());
    }

    /** A request of which only the {@code Authorization} header is known: tokens that are bound to a key are refused. */
    public static ApiRequest of(Optional<String> authorization) {
        return new ApiRequest("", "", Optional.empty(), authorization.stream().toList(), List.of());
    }

    /** A token as it stands where one belongs; not yet known to be one. */
    record Presented(String scheme, String token) {

        static Presented asBearer(String token) {
            return new Presented(TokenResponse.BEARER, token);
        }

        boolean isByDpop() {
            return scheme.equals(TokenResponse.DPOP);
        }
    }

    /**
     * The token of the request.
     *
     * @return empty if there is none, for instance because the client uses another scheme
     * @throws OAuthException {@code invalid_request} if a token is sent twice or in the query
     */
    Optional<Presented> token() {
        if (query.filter(ApiRequest::hasToken).isPresent()) {
            throw OAuthException.invalidRequest(
                    "the access token belongs in the Authorization header, never in the address");
        }
        if (authorization.size() > 1) {
            throw OAuthException.invalidRequest("there is more than one Authorization header");
        }
        return authorization.stream().findFirst().flatMap(ApiRequest::presented);
    }

    private static Optional<Presented> presented(String header) {
        for (String scheme : SCHEMES) {
            if (isBy(scheme, header)) {
                return Optional.of(
                        new Presented(scheme, header.substring(scheme.length()).strip()));
            }
        }
        return Optional.empty();
    }

    private static boolean isBy(String scheme, String header) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                && (header.length() == scheme.length() || header.charAt(scheme.length()) == ' ');
    }

    /** Whether the caller speaks DPoP, so that it should be answered in its words. */
    boolean isByDpop() {
        return authorization.stream().anyMatch(header -> isBy(TokenResponse.DPOP, header));
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
                    "what follows Bearer or DPoP is not one token of at most 16384 letters, digits and -._~+/ characters");
        }
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/".indexOf(c) >= 0;
    }

    /** The method and address alone: headers hold tokens. */
    @Override
    public String toString() {
        return "ApiRequest[" + method + " " + address + "]";
    }
}
