package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.token.TokenTypeIdentifier;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.token.Origin;
import dev.symbolon.server.token.VerifiedAccessToken;
import dev.symbolon.server.token.VerifiedIdToken;
import java.util.Optional;

/** Reads the tokens of an exchange: access tokens and ID tokens of this provider that still hold, and no others. */
record ExchangeableTokens(Grants.Readers readers, Authorizations authorizations) {

    /** @throws OAuthException {@code invalid_request} if it is missing or not good (RFC 8693 §2.2.2) */
    ExchangeableToken subject(Parameters parameters) {
        return read(parameters, "subject_token");
    }

    /** @throws OAuthException {@code invalid_request} if it is there and not good, or only its type is */
    Optional<ExchangeableToken> actor(Parameters parameters) {
        boolean isThere =
                parameters.names().contains("actor_token") || parameters.names().contains("actor_token_type");
        return isThere ? Optional.of(read(parameters, "actor_token")) : Optional.empty();
    }

    private ExchangeableToken read(Parameters parameters, String name) {
        TokenTypeIdentifier type = parameters.required(name + "_type", TokenTypeIdentifier::parse);
        String token = parameters.required(name);
        try {
            return switch (type) {
                case ACCESS_TOKEN -> accessToken(token);
                case JWT -> jwt(token);
                case ID_TOKEN -> idToken(token);
                case REFRESH_TOKEN, SAML1, SAML2 -> throw refused("a token of this type cannot be exchanged here");
            };
        } catch (OAuthException e) {
            throw OAuthException.invalidRequest(name + ": " + e.detail());
        }
    }

    private ExchangeableToken jwt(String token) {
        if (token.indexOf('.') < 0) {
            throw refused("the token is no JWT");
        }
        return accessToken(token);
    }

    private ExchangeableToken accessToken(String token) {
        VerifiedAccessToken verified = readers.accessTokens().verify(AccessToken.parse(token));
        return new ExchangeableToken(
                false, verified.approval(), verified.origin(), verified.expiresAt(), verified.claims());
    }

    /** Of what an ID token stands for, only the authorization knows: it must have begun, by its code. */
    private ExchangeableToken idToken(String token) {
        VerifiedIdToken verified = readers.idTokens()
                .verify(IdToken.parse(token))
                .orElseThrow(() -> refused("the token is no ID token of this provider, or has expired"));
        Authorization authorization = authorizations
                .find(verified.authorization())
                .filter(found -> !found.ended() && found.approval().client().equals(verified.client()))
                .orElseThrow(() -> refused("what the ID token belongs to has not begun, or is over"));
        Origin origin = Origin.ofPerson(authorization.id(), verified.client());
        return new ExchangeableToken(true, authorization.approval(), origin, verified.expiresAt(), verified.claims());
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_TOKEN, detail);
    }
}
