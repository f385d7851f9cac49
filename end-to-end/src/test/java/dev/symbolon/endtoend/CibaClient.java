package dev.symbolon.endtoend;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.SelfSignedTLSClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderEndpointMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;

/** A client of the plan for FAPI CIBA on Nimbus' SDK. All its connections to where certificates are seen show its own. */
record CibaClient(OIDCProviderMetadata metadata, ClientID id, Proof proof) {

    /**
     * What it has.
     *
     * @param connections that show its certificate, unless it has mislaid that; they stay open from one request to the next
     * @param byCertificate whether it authenticates by that
     */
    record Proof(RSAKey key, KeytoolIdentity identity, SSLSocketFactory connections, boolean byCertificate) {

        Proof authenticating() {
            return new Proof(key, identity, connections, true);
        }

        Proof over(SSLSocketFactory others) {
            return new Proof(key, identity, others, byCertificate);
        }

        /** The public keys that it is registered with. */
        JWKSet keys() {
            try {
                JWK ofCertificate = JWK.parse(identity.jwk().toString());
                return new JWKSet(List.of(key.toPublicJWK(), ofCertificate));
            } catch (ParseException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The same with something else in its hands. */
    CibaClient with(Proof other) {
        return new CibaClient(metadata, id, other);
    }

    private OIDCProviderEndpointMetadata aliases() {
        return metadata.getMtlsEndpointAliases();
    }

    URI backchannelEndpoint() {
        return proof.byCertificate()
                ? aliases().getBackChannelAuthenticationEndpointURI()
                : metadata.getBackChannelAuthenticationEndpointURI();
    }

    URI tokenEndpoint() {
        return aliases().getTokenEndpointURI();
    }

    /** A request that nothing is wrong with. */
    Map<String, Object> claims() {
        Instant now = Instant.now();
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", id.getValue());
        claims.put("aud", metadata.getIssuer().getValue());
        claims.put("iat", Date.from(now));
        claims.put("nbf", Date.from(now));
        claims.put("exp", Date.from(now.plusSeconds(300)));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", "openid");
        claims.put("login_hint", TestDemo.USERNAME);
        claims.put("binding_message", "1234");
        return claims;
    }

    static JWTClaimsSet set(Map<String, Object> claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
        claims.forEach(builder::claim);
        return builder.build();
    }

    String signed(Map<String, Object> claims) {
        return signed(set(claims), JWSAlgorithm.PS256, Optional.empty());
    }

    String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, Optional<JOSEObjectType> type) {
        JWSHeader.Builder header =
                new JWSHeader.Builder(algorithm).keyID(proof.key().getKeyID());
        type.ifPresent(header::type);
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        try {
            jwt.sign(new RSASSASigner(proof.key()));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    /** What authenticates it now. */
    ClientAuthentication authentication(URI audience) {
        if (proof.byCertificate()) {
            return new SelfSignedTLSClientAuthentication(id, proof.connections());
        }
        try {
            return new PrivateKeyJWT(
                    id,
                    audience,
                    JWSAlgorithm.PS256,
                    proof.key().toPrivateKey(),
                    proof.key().getKeyID(),
                    null);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    HTTPResponse ask(Map<String, Object> claims) {
        return ask(signed(claims));
    }

    HTTPResponse ask(String request) {
        return ask(request, Optional.of(authentication(backchannelEndpoint())));
    }

    HTTPResponse ask(String request, Optional<ClientAuthentication> authentication) {
        return post(backchannelEndpoint(), Map.of("request", List.of(request)), authentication);
    }

    HTTPResponse token(AuthorizationGrant grant) {
        return token(grant, Optional.of(authentication(tokenEndpoint())));
    }

    HTTPResponse token(AuthorizationGrant grant, Optional<ClientAuthentication> authentication) {
        return post(tokenEndpoint(), grant.toParameters(), authentication);
    }

    HTTPResponse post(URI endpoint, Map<String, List<String>> form, Optional<ClientAuthentication> authentication) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, endpoint);
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(URLUtils.serializeParameters(form));
        authentication.ifPresent(own -> own.applyTo(request));
        return send(request);
    }

    HTTPResponse userInfo(String accessToken) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, aliases().getUserInfoEndpointURI());
        request.setAuthorization("Bearer " + accessToken);
        return send(request);
    }

    private HTTPResponse send(HTTPRequest request) {
        request.setSSLSocketFactory(proof.connections());
        try {
            return request.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
