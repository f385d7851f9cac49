package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code client_secret_basic}: id and secret, form-encoded, as the user and password of HTTP Basic (RFC 6749 §2.3.1). */
final class ClientSecretBasic implements CredentialsReader {

    private static final String SCHEME = "Basic ";

    @Override
    public List<ClientAuthenticationMethod> methods() {
        return List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    @Override
    public Optional<PresentedCredentials> read(Optional<String> authorization, Parameters parameters) {
        return authorization
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> decode(value.substring(SCHEME.length()).trim()));
    }

    private static PresentedCredentials decode(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new PresentedCredentials.ASecret(
                        ClientId.parse(formDecode(pair.substring(0, colon))),
                        Secret.of(formDecode(pair.substring(colon + 1))));
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static String formDecode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static OAuthException malformed() {
        return new OAuthException(
                ErrorCode.INVALID_CLIENT,
                "the Authorization header must be Basic with the base64 of client_id:client_secret, both form-encoded");
    }
}
