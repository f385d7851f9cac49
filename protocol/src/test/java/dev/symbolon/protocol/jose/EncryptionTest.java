package dev.symbolon.protocol.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

    private static final String JWT = "e30.e30.AA";

    private static RSAKey rsa;
    private static ECKey ec;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.ENCRYPTION)
                .keyID("ec")
                .generate();
    }

    private static EncryptionKeys keys(JWK... jwks) {
        List<JsonObject> keys =
                Stream.of(jwks).map(jwk -> JsonObject.of(jwk.toJSONObject())).toList();
        return EncryptionKeys.of(JsonObject.empty().with("keys", keys));
    }

    static Stream<Arguments> everyAlgorithm() {
        return Arrays.stream(KeyManagementAlgorithm.values())
                .flatMap(alg -> Arrays.stream(ContentEncryption.values()).map(enc -> Arguments.of(alg, enc)));
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithm")
    void encryptsSoThatTheOwnerOfTheKeyReadsIt(KeyManagementAlgorithm alg, ContentEncryption enc) throws Exception {
        String encrypted =
                keys(rsa, ec).encrypt(JWT, new JweAlgorithms(alg, enc)).orElseThrow();

        JWEObject read = JWEObject.parse(encrypted);
        boolean isRsa = alg == KeyManagementAlgorithm.RSA_OAEP_256;
        read.decrypt(isRsa ? new RSADecrypter(rsa) : new ECDHDecrypter(ec));
        assertThat(read.getPayload()).hasToString(JWT);
        assertThat(read.getHeader().getAlgorithm()).hasToString(alg.value());
        assertThat(read.getHeader().getEncryptionMethod()).hasToString(enc.value());
        assertThat(read.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(read.getHeader().getKeyID()).isEqualTo(isRsa ? "rsa" : "ec");
    }

    @Test
    void saysWhetherThereIsAKeyForAnAlgorithm() {
        assertThat(keys(rsa).serve(KeyManagementAlgorithm.RSA_OAEP_256)).isTrue();
        assertThat(keys(rsa).serve(KeyManagementAlgorithm.ECDH_ES)).isFalse();
        assertThat(keys(ec).serve(KeyManagementAlgorithm.ECDH_ES_A256KW)).isTrue();
        assertThat(keys(ec).encrypt(
                                JWT, new JweAlgorithms(KeyManagementAlgorithm.RSA_OAEP_256, ContentEncryption.A128GCM)))
                .isEmpty();
    }

    @Test
    void passesOverKeysForSignaturesAndForOtherAlgorithms() throws Exception {
        RSAKey forSignatures = new RSAKey.Builder(rsa).keyUse(KeyUse.SIGNATURE).build();
        RSAKey forAnother = new RSAKey.Builder(rsa)
                .algorithm(com.nimbusds.jose.JWEAlgorithm.RSA_OAEP_512)
                .build();

        assertThat(keys(forSignatures).serve(KeyManagementAlgorithm.RSA_OAEP_256))
                .isFalse();
        assertThat(keys(forAnother).serve(KeyManagementAlgorithm.RSA_OAEP_256)).isFalse();
    }

    @Test
    void passesOverKeysThatAreTooShortOrOfAnotherKind() {
        JsonObject shortRsa =
                JsonObject.empty().with("kty", "RSA").with("e", "AQAB").with("n", "4".repeat(100));
        JsonObject shared = JsonObject.empty().with("kty", "oct").with("k", "c2VjcmV0");

        EncryptionKeys keys = EncryptionKeys.of(JsonObject.empty().with("keys", List.of(shortRsa, shared)));

        assertThat(Arrays.stream(KeyManagementAlgorithm.values())).noneMatch(keys::serve);
    }

    @Test
    void refusesASetThatIsNone() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> EncryptionKeys.of(JsonObject.parse("{\"keys\":{}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA1_5", "RSA-OAEP", "dir", "A128KW", "PBES2-HS256+A128KW", "none", "A128GCM"})
    void knowsNoWeakAlgorithm(String name) {
        assertThat(KeyManagementAlgorithm.find(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512"})
    void readsContentEncryptionAsItIsWritten(String name) {
        assertThat(ContentEncryption.find(name))
                .hasValueSatisfying(found -> assertThat(found).hasToString(name));
        assertThat(ContentEncryption.find(name.toLowerCase(java.util.Locale.ROOT)))
                .isEmpty();
    }
}
