package dev.symbolon.protocol.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Decrypting what others have encrypted for us (RFC 7516)")
class DecryptionKeysTest {

    private static final DecryptionKey RSA = DecryptionKey.generate(DecryptionKey.Kind.RSA);
    private static final DecryptionKey EC = DecryptionKey.generate(DecryptionKey.Kind.EC);
    private static final DecryptionKeys KEYS = new DecryptionKeys(List.of(RSA, EC));
    private static final String TEXT = "e30.e30.signature";

    private static String encrypted(JweAlgorithms algorithms, DecryptionKey... keys) {
        List<JsonObject> published =
                Arrays.stream(keys).map(DecryptionKey::toPublicJwk).toList();
        return EncryptionKeys.of(JsonObject.of(Map.of("keys", published)))
                .encrypt(TEXT, algorithms)
                .orElseThrow();
    }

    private static String usual() {
        return encrypted(new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES, ContentEncryption.A128GCM), EC);
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(KeyManagementAlgorithm.values())
                .flatMap(alg -> Arrays.stream(ContentEncryption.values()).map(enc -> Arguments.of(alg, enc)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("everyWay")
    void yieldsWhatWasEncrypted(KeyManagementAlgorithm alg, ContentEncryption enc) {
        assertThat(KEYS.decrypt(encrypted(new JweAlgorithms(alg, enc), RSA, EC)))
                .contains(TEXT);
    }

    @Test
    void findsTheKeyThatIsNamed() {
        DecryptionKey older = DecryptionKey.generate(DecryptionKey.Kind.EC);

        assertThat(new DecryptionKeys(List.of(older, RSA, EC)).decrypt(usual())).contains(TEXT);
        assertThat(new DecryptionKeys(List.of(older, RSA)).decrypt(usual())).isEmpty();
    }

    /** The text with another header. */
    private static String bent(UnaryOperator<JsonObject> bend) {
        String text = usual();
        int end = text.indexOf('.');
        JsonObject header = bend.apply(JsonObject.parse(
                new String(Base64.getUrlDecoder().decode(text.substring(0, end)), StandardCharsets.UTF_8)));
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.toString().getBytes(StandardCharsets.UTF_8))
                + text.substring(end);
    }

    @Test
    void refusesOtherAlgorithmsCompressionAndWhatIsCritical() {
        for (String alg : List.of("RSA1_5", "RSA-OAEP", "dir", "A128KW", "PBES2-HS256+A128KW", "none")) {
            assertThat(KEYS.decrypt(bent(header -> header.with("alg", alg)))).isEmpty();
        }
        assertThat(KEYS.decrypt(bent(header -> header.with("enc", "A192GCM")))).isEmpty();
        assertThat(KEYS.decrypt(bent(header -> header.with("zip", "DEF")))).isEmpty();
        assertThat(KEYS.decrypt(bent(header -> header.with("crit", List.of("exp")))))
                .isEmpty();
        assertThat(KEYS.decrypt(bent(header -> header.with("kid", "another")))).isEmpty();
        assertThat(KEYS.decrypt(bent(header -> header.with("typ", "changed")))).isEmpty();
    }

    @Test
    @DisplayName("The public key of the sender must be a point of the curve (RFC 7518 §4.6)")
    void refusesAPointThatIsNotOnTheCurve() {
        JsonObject astray = JsonObject.empty()
                .with("kty", "EC")
                .with("crv", "P-256")
                .with("x", "AQ".repeat(21) + "A")
                .with("y", "AQ".repeat(21) + "A");

        assertThat(KEYS.decrypt(bent(header -> header.with("epk", astray)))).isEmpty();
        assertThat(KEYS.decrypt(bent(header -> header.with("epk", "x")))).isEmpty();
        assertThat(KEYS.decrypt(bent(header -> header.without("epk")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void refusesWhatWasChanged(int part) {
        String[] parts = encrypted(
                        new JweAlgorithms(KeyManagementAlgorithm.RSA_OAEP_256, ContentEncryption.A128CBC_HS256), RSA)
                .split("\\.");
        parts[part] = (parts[part].startsWith("A") ? "B" : "A") + parts[part].substring(1);

        assertThat(KEYS.decrypt(String.join(".", parts))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "....", "a.b.c", "a.b.c.d.e", "e30.e30.e30.e30.e30", "W10....", "......"})
    void refusesNonsense(String text) {
        assertThat(KEYS.decrypt(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(KEYS.decrypt(usual() + "A".repeat(17_000))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DecryptionKey.Kind.class)
    void isTheSameKeyAfterSafekeeping(DecryptionKey.Kind kind) {
        DecryptionKey key = kind == DecryptionKey.Kind.RSA ? RSA : EC;

        DecryptionKey read = DecryptionKey.parse(key.toPrivateJwk());

        assertThat(read.id()).isEqualTo(key.id());
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(key.toPublicJwk().string("use")).contains("enc");
        assertThat(key.toPublicJwk().has("d")).isFalse();
        assertThat(key.toString()).doesNotContain(key.toPrivateJwk().reveal());
    }

    @Test
    void isNoKeyThatSigns() {
        Secret signing = SigningKey.generate(SigningAlgorithm.ES256).toPrivateJwk();

        assertThatThrownBy(() -> DecryptionKey.parse(signing)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DecryptionKey.parse(Secret.of("{}"))).isInstanceOf(IllegalArgumentException.class);
    }
}
