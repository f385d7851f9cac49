package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.server.authorization.Permissions;
import java.util.Map;
import java.util.Optional;

/** What a token request names of the details that were granted (RFC 9396 §6). */
final class GrantedDetails {

    private GrantedDetails() {}

    /**
     * The permissions of the one API that a token is for, with those details alone that the request names; with all of them if it names none.
     *
     * @throws OAuthException {@code invalid_authorization_details} if more is named than the person has granted
     */
    static Permissions chosen(Parameters parameters, Permissions granted) {
        Optional<AuthorizationDetails> named =
                parameters.optional("authorization_details", AuthorizationDetails::parse);
        if (named.filter(details -> !granted.detail().cover(details)).isPresent()) {
            throw new OAuthException(
                    ErrorCode.INVALID_AUTHORIZATION_DETAILS,
                    "authorization_details is more than the person has granted for the API");
        }
        Optional<Audience> audience = granted.audience();
        return named.isPresent() && audience.isPresent() ? granted.with(Map.of(audience.get(), named.get())) : granted;
    }
}
