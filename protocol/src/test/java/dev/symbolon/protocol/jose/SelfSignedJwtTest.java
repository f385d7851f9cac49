package dev.symbolon.protocol.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JWT that brings its key along. */
class SelfSignedJwtTest {

    private static final Set<SigningAlgorithm> ALL = EnumSet.allOf(SigningAlgorithm.class);
    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256);
    private static final JsonObject CLAIMS = JsonObject.empty().with("jti", "1");

    private static Optional<SelfSignedJwt> verify(String jwt) {
        return SelfSignedJwt.verify(jwt, ALL);
    }

    /** Signed with the key, under a header that shows this. */
    private static String showing(SigningKey key, JsonObject jwk) throws Exception {
        JWK secret = JWK.parse(key.toPrivateJwk().reveal());
        JWSSigner signer = secret instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(secret.toRSAKey());
        JsonObject header =
                JsonObject.empty().with("alg", key.algorithm().name()).with("jwk", jwk);
        String input = Base64URL.encode(header.toString()) + "." + Base64URL.encode(CLAIMS.toString());
        return input + "."
                + signer.sign(new JWSHeader(key.algorithm().jws()), input.getBytes(StandardCharsets.US_ASCII));
    }

    private static JsonObject privateJwk(SigningKey key) {
        return JsonObject.parse(key.toPrivateJwk().reveal());
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void provesThatItsMakerHoldsTheKey(SigningAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm);

        assertThat(verify(key.signShowingKey("x", CLAIMS)).map(SelfSignedJwt::key))
                .contains(key.thumbprint());
    }

    @Test
    void hasTheThumbprintOfTheExampleOfTheStandard() {
        VerificationKeys keys = VerificationKeys.of(JsonObject.parse("""
                {"keys":[{"kty":"EC","crv":"P-256",
                "x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}]}
                """));

        assertThat(keys.only().orElseThrow().thumbprint().value())
                .isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    }

    @Test
    void isGoodByAKeyOfAHandMadeHeader() throws Exception {
        assertThat(verify(showing(KEY, KEY.toPublicJwk()))).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = SigningAlgorithm.class,
            names = {"ES256", "RS256"})
    void isRefusedIfItShowsThePrivateKey(SigningAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);

        assertThat(verify(showing(key, privateJwk(key)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void isRefusedIfItShowsAnythingPrivate(String member) throws Exception {
        assertThat(verify(showing(KEY, KEY.toPublicJwk().with(member, "AQAB")))).isEmpty();
    }

    @Test
    void isRefusedIfItShowsAnotherKey() throws Exception {
        SigningKey other = SigningKey.generate(SigningAlgorithm.ES256);

        assertThat(verify(showing(KEY, other.toPublicJwk()))).isEmpty();
    }

    @Test
    void isRefusedIfItShowsASharedKey() throws Exception {
        assertThat(verify(showing(KEY, JsonObject.of(Map.of("kty", "oct", "k", "c2VjcmV0")))))
                .isEmpty();
    }

    @Test
    void isRefusedByAnAlgorithmThatIsNotAllowed() {
        assertThat(SelfSignedJwt.verify(KEY.signShowingKey("x", CLAIMS), Set.of(SigningAlgorithm.RS256)))
                .isEmpty();
    }

    @Test
    void isRefusedIfItOnlyNamesItsKey() {
        assertThat(verify(KEY.sign("x", CLAIMS))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "x", "e30.e30.e30", "W10.e30.x", "eyJqd2siOjF9.e30.x"})
    void isRefusedIfItIsNone(String nonsense) {
        assertThat(verify(nonsense)).isEmpty();
    }

    @Test
    void isRefusedIfItIsTooLong() {
        assertThat(verify(KEY.signShowingKey("x", CLAIMS.with("more", "x".repeat(16_384)))))
                .isEmpty();
    }
}
