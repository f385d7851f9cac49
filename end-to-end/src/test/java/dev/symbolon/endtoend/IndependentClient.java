package dev.symbolon.endtoend;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** A client on Nimbus' SDK, which knows nothing of Symbolon but what the discovery document says. */
final class IndependentClient {

    static final State STATE = new State("state äß/?#&=\"<");
    static final Nonce NONCE = new Nonce("nonce-of-the-independent-client");
    static final CodeVerifier VERIFIER = new CodeVerifier("verifier-verifier-verifier-verifier-verifier");
    static final Scope SCOPE = new Scope("openid", "profile", "email", "offline_access", "read:reports");

    private final OIDCProviderMetadata metadata;
    private final JWKSet keys;
    private final Registration registration;

    /**
     * What the provider knows the client by.
     *
     * @param authentication how the client proves itself; a public client has no way
     */
    record Registration(
            String clientId, Optional<ClientAuthentication> authentication, URI redirectUri, JWSAlgorithm algorithm) {}

    IndependentClient(URI issuer, Registration registration) {
        try {
            this.metadata = OIDCProviderMetadata.resolve(new Issuer(issuer));
            this.keys = JWKSet.load(metadata.getJWKSetURI().toURL());
        } catch (GeneralException | java.text.ParseException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.registration = registration;
    }

    OIDCProviderMetadata metadata() {
        return metadata;
    }

    JWKSet keys() {
        return keys;
    }

    URI redirectUri() {
        return registration.redirectUri();
    }

    PlainBrowser browser() {
        return new PlainBrowser(URI.create(metadata.getIssuer().getValue()));
    }

    /** A request for all that the SDK can check, with state, nonce and PKCE. */
    AuthorizationParameters request(String responseType) {
        try {
            AuthenticationRequest request = new AuthenticationRequest.Builder(
                            ResponseType.parse(responseType),
                            SCOPE,
                            new ClientID(registration.clientId()),
                            registration.redirectUri())
                    .endpointURI(metadata.getAuthorizationEndpointURI())
                    .state(STATE)
                    .nonce(NONCE)
                    .codeChallenge(VERIFIER, CodeChallengeMethod.S256)
                    .customParameter("audience", TestDemo.AUDIENCE)
                    .build();
            return new AuthorizationParameters(metadata.getAuthorizationEndpointURI(), request.toParameters());
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    AuthenticationResponse parse(PlainBrowser.Stop.Answer answer) {
        try {
            return AuthenticationResponseParser.parse(registration.redirectUri(), answer.parameters());
        } catch (ParseException e) {
            throw new AssertionError(
                    "the answer cannot be read: " + answer.parameters().keySet(), e);
        }
    }

    TokenResponse redeem(AuthorizationCode code) {
        return token(new AuthorizationCodeGrant(code, registration.redirectUri(), VERIFIER));
    }

    TokenResponse refresh(RefreshToken token) {
        return token(new RefreshTokenGrant(token));
    }

    TokenResponse token(AuthorizationGrant grant) {
        URI endpoint = metadata.getTokenEndpointURI();
        TokenRequest request = registration
                .authentication()
                .map(proof -> new TokenRequest.Builder(endpoint, proof, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, new ClientID(registration.clientId()), grant))
                .build();
        try {
            return OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
        } catch (ParseException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OIDCTokenResponse tokens(AuthorizationCode code) {
        return tokens(redeem(code));
    }

    static OIDCTokenResponse tokens(TokenResponse response) {
        if (response.indicatesSuccess()) {
            return (OIDCTokenResponse) response.toSuccessResponse();
        }
        throw new AssertionError(
                response.toErrorResponse().getErrorObject().toJSONObject().toString());
    }

    /** The error code of a refusal; empty if it is none. */
    static String error(TokenResponse response) {
        return response.indicatesSuccess()
                ? ""
                : response.toErrorResponse().getErrorObject().getCode();
    }

    /** What the ID token says, once the signature, issuer, audience, times and nonce are found to be right. */
    IDTokenClaimsSet validate(JWT idToken) {
        try {
            return validator().validate(idToken, NONCE);
        } catch (BadJOSEException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    IDTokenValidator validator() {
        return new IDTokenValidator(
                metadata.getIssuer(), new ClientID(registration.clientId()), registration.algorithm(), keys);
    }

    UserInfoResponse userInfo(HTTPRequest.Method method, AccessToken token) {
        try {
            return UserInfoResponse.parse(new UserInfoRequest(metadata.getUserInfoEndpointURI(), method, token)
                    .toHTTPRequest()
                    .send());
        } catch (ParseException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive(AccessToken token) {
        return userInfo(HTTPRequest.Method.GET, token).indicatesSuccess();
    }
}
