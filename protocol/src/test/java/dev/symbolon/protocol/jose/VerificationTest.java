package dev.symbolon.protocol.jose;

import static dev.symbolon.protocol.jose.SigningAlgorithm.ES256;
import static dev.symbolon.protocol.jose.SigningAlgorithm.Ed25519;
import static dev.symbolon.protocol.jose.SigningAlgorithm.EdDSA;
import static dev.symbolon.protocol.jose.SigningAlgorithm.PS256;
import static dev.symbolon.protocol.jose.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.Verification.Invalid;
import dev.symbolon.protocol.jose.Verification.UnknownKey;
import dev.symbolon.protocol.jose.Verification.Valid;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {

    private static final SigningKey RSA = SigningKey.generate(RS256);
    private static final SigningKey EC = SigningKey.generate(ES256);
    private static final Set<SigningAlgorithm> ALLOWED = Set.of(RS256, ES256);
    private static final JsonObject CLAIMS = JsonObject.empty()
            .with("iss", "https://id.example.org")
            .with("sub", "ada")
            .with("aud", List.of("a", "b"))
            .with("exp", 1_700_000_000);

    private static VerificationKeys keys(SigningKey... keys) {
        return keys(List.of(keys).stream().map(SigningKey::toPublicJwk).toArray(JsonObject[]::new));
    }

    private static VerificationKeys keys(JsonObject... jwks) {
        return VerificationKeys.of(JsonObject.empty().with("keys", List.of(jwks)));
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }

    /** A token with any header at all, signed with the RSA key. */
    private static String signed(String header, String payload) throws Exception {
        String input = encoded(header) + "." + encoded(payload);
        RSASSASigner signer = new RSASSASigner(RSAKey.parse(RSA.toPrivateJwk().reveal()));
        JWSHeader algorithm = new JWSHeader(RS256.jws());
        return input + "." + signer.sign(algorithm, input.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertInvalid(Verification verification) {
        assertThat(verification).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void acceptsWhatASigningKeyOfItsAlgorithmHasSigned(SigningAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm);

        assertThat(keys(key).verify(key.sign("at+jwt", CLAIMS), Set.of(algorithm)))
                .isInstanceOfSatisfying(Valid.class, valid -> {
                    assertThat(valid.jwt().algorithm()).isEqualTo(algorithm);
                    assertThat(valid.jwt().type()).hasValue("at+jwt");
                    assertThat(valid.jwt().claims()).isEqualTo(CLAIMS);
                    assertThat(valid.jwt().audience()).containsExactly("a", "b");
                    assertThat(valid.jwt().expiresAt()).hasValue(Instant.ofEpochSecond(1_700_000_000));
                    assertThat(valid.jwt().toString()).doesNotContain("ada");
                });
    }

    @Nested
    class Refuses {

        @Test
        void theAlgorithmNone() {
            String input = encoded("{\"alg\":\"none\"}") + "." + encoded(CLAIMS.toString());

            assertInvalid(keys(RSA).verify(input + ".", ALLOWED));
            assertInvalid(keys(RSA).verify(input + ".AAAA", ALLOWED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"None", "NONE", "nOnE", "rs256", "HS256", "RSA1_5", "dir", "EdDSA", "ES256K", ""})
        void anAlgorithmThatIsNotAllowed(String algorithm) throws Exception {
            assertInvalid(keys(RSA).verify(signed("{\"alg\":\"" + algorithm + "\"}", CLAIMS.toString()), ALLOWED));
        }

        @Test
        void anHmacMadeWithThePublicKey() throws Exception {
            RSAKey rsa = RSAKey.parse(RSA.toPublicJwk().toString());
            String input =
                    encoded("{\"alg\":\"HS256\",\"kid\":\"" + RSA.id() + "\"}") + "." + encoded(CLAIMS.toString());
            for (byte[] secret :
                    List.of(rsa.toPublicKey().getEncoded(), rsa.toJSONString().getBytes(StandardCharsets.UTF_8))) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                byte[] hmac = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));

                assertInvalid(keys(RSA).verify(input + "." + Base64URL.encode(hmac), ALLOWED));
            }
        }

        @Test
        void anAlgorithmThatThisReaderDoesNotAllow() {
            assertInvalid(keys(EC, RSA).verify(EC.sign("JWT", CLAIMS), Set.of(RS256)));
        }

        @Test
        void aCriticalHeaderParameter() throws Exception {
            String header = "{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1,\"kid\":\"" + RSA.id() + "\"}";

            assertInvalid(keys(RSA).verify(signed(header, CLAIMS.toString()), ALLOWED));
        }

        @Test
        void anUnencodedPayload() throws Exception {
            String header = "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}";

            assertInvalid(keys(RSA).verify(signed(header, CLAIMS.toString()), ALLOWED));
        }

        @Test
        void aKeyThatTheTokenBringsAlong() throws Exception {
            SigningKey attacker = SigningKey.generate(RS256);
            String header =
                    "{\"alg\":\"RS256\",\"jwk\":" + RSA.toPublicJwk() + ",\"jku\":\"https://evil.example/jwks\"}";

            assertInvalid(keys(attacker).verify(signed(header, CLAIMS.toString()), ALLOWED));
        }

        @Test
        void aHeaderThatNamesAMemberTwice() throws Exception {
            String header = "{\"alg\":\"none\",\"alg\":\"RS256\"}";

            assertInvalid(keys(RSA).verify(signed(header, CLAIMS.toString()), ALLOWED));
        }

        @Test
        void changedClaims() {
            String[] parts = RSA.sign("JWT", CLAIMS).split("\\.");
            String changed = encoded(CLAIMS.with("sub", "eve").toString());

            assertInvalid(keys(RSA).verify(parts[0] + "." + changed + "." + parts[2], ALLOWED));
        }

        @Test
        void aSignatureOfZeros() {
            String[] parts = EC.sign("JWT", CLAIMS).split("\\.");

            assertInvalid(keys(EC).verify(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]), ALLOWED));
        }

        @Test
        void aSignatureOfZerosByEdDsa() {
            SigningKey ed = SigningKey.generate(EdDSA);
            String[] parts = ed.sign("JWT", CLAIMS).split("\\.");

            assertInvalid(
                    keys(ed).verify(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]), Set.of(EdDSA)));
            assertInvalid(
                    keys(ed).verify(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[3]), Set.of(EdDSA)));
        }

        @Test
        void theSignatureOfAnotherKeyOfTheSameName() {
            JsonObject other = SigningKey.generate(RS256).toPublicJwk().with("kid", RSA.id());

            assertInvalid(keys(other).verify(RSA.sign("JWT", CLAIMS), ALLOWED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"!", "\n", " ", "=", "==", "+", "/", "ü", "."})
        void charactersThatAreNoneOfBase64Url(String character) {
            String token = RSA.sign("JWT", CLAIMS);

            assertInvalid(keys(RSA).verify(token + character, ALLOWED));
            assertInvalid(keys(RSA).verify(character + token, ALLOWED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d.e", "e30.e30.e30", "bnVsbA.e30.AA"})
        void whatIsNoToken(String text) {
            assertInvalid(keys(RSA).verify(text, ALLOWED));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "[]",
                    "\"RS256\"",
                    "{}",
                    "{\"alg\":null}",
                    "{\"alg\":1}",
                    "{\"alg\":[\"RS256\"]}",
                    "{\"alg\":\"RS256\",\"kid\":1}",
                    "{\"alg\":\"RS256\",\"typ\":{}}",
                    "{\"alg\":\"RS256\"",
                    ""
                })
        void aHeaderThatIsMalformed(String header) throws Exception {
            assertInvalid(keys(RSA).verify(signed(header, CLAIMS.toString()), ALLOWED));
        }

        @Test
        void aSecondWayToWriteTheSameSignature() {
            String token = RSA.sign("JWT", CLAIMS);
            char last = token.charAt(token.length() - 1);
            String other = token.substring(0, token.length() - 1) + (char) (last + 1);

            assertThat(new Base64URL(other.substring(other.lastIndexOf('.') + 1)).decode())
                    .isEqualTo(new Base64URL(token.substring(token.lastIndexOf('.') + 1)).decode());
            assertInvalid(keys(RSA).verify(other, ALLOWED));
        }

        @Test
        void aTokenThatIsTooLong() {
            assertInvalid(keys(RSA).verify(RSA.sign("JWT", CLAIMS.with("x", "x".repeat(16_384))), ALLOWED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "text", "[]", "{\"a\":1,\"a\":2}", "null"})
        void claimsThatAreNoObject(String payload) throws Exception {
            assertInvalid(keys(RSA).verify(signed("{\"alg\":\"RS256\"}", payload), ALLOWED));
        }
    }

    @Nested
    class Keys {

        @Test
        void areUnknownIfTheTokenNamesNoneOfTheSet() {
            assertThat(keys(EC).verify(RSA.sign("JWT", CLAIMS), ALLOWED)).isInstanceOf(UnknownKey.class);
            assertThat(keys(SigningKey.generate(RS256)).verify(RSA.sign("JWT", CLAIMS), ALLOWED))
                    .isInstanceOf(UnknownKey.class);
        }

        @Test
        void areTriedAllIfTheTokenNamesNone() throws Exception {
            String token = signed("{\"alg\":\"RS256\"}", CLAIMS.toString());

            assertThat(keys(SigningKey.generate(RS256), EC, RSA).verify(token, ALLOWED))
                    .isInstanceOf(Valid.class);
        }

        @Test
        void areNotTriedIfMoreThanFourCouldHaveSigned() throws Exception {
            JsonObject key = RSA.toPublicJwk();
            JsonObject nameless = key.without("kid");
            String named = RSA.sign("JWT", CLAIMS);
            String unnamed = signed("{\"alg\":\"RS256\"}", CLAIMS.toString());
            JsonObject ec = EC.toPublicJwk();

            assertThat(keys(nameless, nameless, nameless, key, ec).verify(unnamed, ALLOWED))
                    .isInstanceOf(Valid.class);
            assertInvalid(keys(nameless, nameless, nameless, nameless, key).verify(unnamed, ALLOWED));
            assertThat(keys(nameless, nameless, nameless, nameless, key).verify(named, ALLOWED))
                    .isInstanceOf(Valid.class);
            assertInvalid(keys(key, key, key, key, key).verify(named, ALLOWED));
        }

        @Test
        void serveTheAlgorithmThatTheyAreFor() {
            SigningKey forPss = SigningKey.generate(PS256);
            JsonObject forRsa = forPss.toPublicJwk().with("alg", "RS256");

            assertThat(keys(forRsa).verify(forPss.sign("JWT", CLAIMS), Set.of(PS256, RS256)))
                    .isInstanceOf(UnknownKey.class);
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void serveNoOtherAlgorithmThanTheirOwn(SigningAlgorithm algorithm) {
            SigningKey key = SigningKey.generate(algorithm);
            String[] parts = key.sign("JWT", CLAIMS).split("\\.");
            for (SigningAlgorithm other : SigningAlgorithm.values()) {
                String header = encoded("{\"alg\":\"" + other + "\",\"kid\":\"" + key.id() + "\"}");

                assertThat(keys(key)
                                .verify(header + "." + parts[1] + "." + parts[2], Set.of(SigningAlgorithm.values())))
                        .isInstanceOf(other == algorithm ? Invalid.class : UnknownKey.class);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {512, 1024, 2047, 8193, 16_384})
        void arePassedOverIfTheirModulusIsTooShortOrTooLong(int bits) {
            BigInteger modulus =
                    new BigInteger(bits, new Random(1)).setBit(bits - 1).setBit(0);
            JsonObject jwk = JsonObject.empty()
                    .with("kty", "RSA")
                    .with("e", "AQAB")
                    .with("n", Base64URL.encode(modulus).toString());

            assertThat(keys(jwk).isEmpty()).isTrue();
        }

        @Test
        void arePassedOverIfTheirExponentIsLong() {
            BigInteger longest = BigInteger.TWO.pow(63).add(BigInteger.ONE);
            JsonObject usual = RSA.toPublicJwk();
            JsonObject costly = usual.with(
                    "e", Base64URL.encode(longest.shiftLeft(1).setBit(0)).toString());

            assertThat(keys(usual.with("e", Base64URL.encode(longest).toString()))
                            .isEmpty())
                    .isFalse();
            assertThat(keys(costly).isEmpty()).isTrue();
            JsonObject encrypting = JsonObject.empty()
                    .with("keys", List.of(costly.without("use").without("alg")));
            assertThat(EncryptionKeys.of(encrypting).serve(KeyManagementAlgorithm.RSA_OAEP_256))
                    .isFalse();
        }

        @Test
        void arePassedOverIfTheyAreForSomethingElse() {
            assertThat(keys(RSA.toPublicJwk().with("use", "enc")).isEmpty()).isTrue();
            assertThat(keys(JsonObject.parse("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}"))
                            .isEmpty())
                    .isTrue();
            assertThat(keys(JsonObject.parse("{\"kty\":\"new\"}")).isEmpty()).isTrue();
            assertThat(keys(EC.toPublicJwk().with("x", "AAAA")).isEmpty()).isTrue();
            JsonObject ed = SigningKey.generate(EdDSA).toPublicJwk();
            assertThat(keys(ed.with("crv", "X25519")).isEmpty()).isTrue();
            assertThat(keys(ed.with("x", "AAAA")).isEmpty()).isTrue();
        }

        @Test
        void arePassedOverBeyondTheFiftieth() {
            JsonObject[] many = new JsonObject[51];
            java.util.Arrays.fill(many, JsonObject.parse("{\"kty\":\"new\"}"));
            many[50] = RSA.toPublicJwk();

            assertThat(keys(many).isEmpty()).isTrue();
        }

        @Test
        void areRefusedIfTheyAreNoList() {
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> VerificationKeys.of(JsonObject.parse("{\"keys\":{}}")));
        }

        @Test
        void areKeptAndReadBack() {
            for (SigningKey key : List.of(RSA, EC, SigningKey.generate(EdDSA), SigningKey.generate(Ed25519))) {
                SigningKey read = SigningKey.parse(key.toPrivateJwk());

                assertThat(read.id()).isEqualTo(key.id());
                assertThat(keys(key).verify(read.sign("JWT", CLAIMS), Set.of(SigningAlgorithm.values())))
                        .isInstanceOf(Valid.class);
            }
        }

        @Test
        void giveNoPrivatePartAway() {
            assertThat(RSA.toPublicJwk().names()).containsExactlyInAnyOrder("kty", "e", "n", "kid", "alg", "use");
            assertThat(EC.toPublicJwk().names()).containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "alg", "use");
            assertThat(SigningKey.generate(EdDSA).toPublicJwk().names())
                    .containsExactlyInAnyOrder("kty", "crv", "x", "kid", "alg", "use");
            assertThat(RSA).hasToString("SigningKey[RS256 " + RSA.id() + "]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "{}", "{\"kty\":\"oct\",\"k\":\"geheim\"}", "{\"kty\":\"RSA\",\"geheim\":1", "geheim"})
        void areNotReadFromAnythingElseNorPrinted(String text) {
            assertThatThrownBy(() -> SigningKey.parse(Secret.of(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("geheim");
        }

        @Test
        void doNotSignWithoutAPrivatePart() {
            Secret publicJwk = Secret.of(RSA.toPublicJwk().toString());

            assertThatThrownBy(() -> SigningKey.parse(publicJwk)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class LeftHalfHashes {

        @ParameterizedTest(name = "OIDC Core Appendix {0}")
        @CsvSource({
            "A.3, jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y, 77QmUPtjPfzWtF2AnpK9RQ",
            "A.4, Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk, LDktKdoQak3Pk0cnXxCltA"
        })
        void areThoseOfTheExamples(String appendix, String value, String hash) {
            assertThat(RS256.leftHalfHash(value)).isEqualTo(hash);
        }

        @ParameterizedTest
        @CsvSource({"RS256, 22", "PS384, 32", "ES512, 43"})
        void areHalfAsLongAsTheHashOfTheAlgorithm(SigningAlgorithm algorithm, int characters) {
            assertThat(algorithm.leftHalfHash("value")).hasSize(characters);
        }
    }

    @ParameterizedTest
    @CsvSource({"JWT, jwt", "application/at+jwt, at+jwt", "AT+JWT, at+jwt"})
    void readsTheTypeWithoutRegardToCaseAndPrefix(String written, String read) {
        assertThat(keys(RSA).verify(RSA.sign(written, CLAIMS), ALLOWED))
                .isInstanceOfSatisfying(
                        Valid.class, valid -> assertThat(valid.jwt().type()).isEqualTo(Optional.of(read)));
    }
}
