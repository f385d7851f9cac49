package dev.symbolon.endtoend;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;

/** What a client of the FAPI plans signs: by PS256 as it should, or otherwise where a module wants that. */
record FapiSignatures(RSAKey key) {

    String object(Map<String, Object> claims) {
        return object(JWSAlgorithm.PS256, claims);
    }

    String object(JWSAlgorithm algorithm, Map<String, Object> claims) {
        return signed(algorithm, "oauth-authz-req+jwt", claims);
    }

    String assertion(Map<String, Object> claims) {
        return signed(JWSAlgorithm.PS256, "JWT", claims);
    }

    String signed(JWSAlgorithm algorithm, String type, Map<String, Object> claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        try {
            return signed(header, new RSASSASigner(key), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String unsigned(Map<String, Object> claims) {
        return new PlainJWT(claimsSet(claims)).serialize();
    }

    /** A proof that shows its key (RFC 9449 §4.2). */
    static String proof(ECKey key, Map<String, Object> claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK())
                .build();
        try {
            return signed(header, new ECDSASigner(key), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWSSigner signer, Map<String, Object> claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claimsSet(claims));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static JWTClaimsSet claimsSet(Map<String, Object> claims) {
        try {
            return JWTClaimsSet.parse(claims);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
