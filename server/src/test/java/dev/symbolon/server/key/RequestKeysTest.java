package dev.symbolon.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The keys that requests are encrypted for")
class RequestKeysTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String TEXT = "e30.e30.x";

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing ring;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        ring = rings.open();
    }

    @AfterEach
    void close() {
        rings.close();
    }

    private String encrypted(KeyManagementAlgorithm algorithm) {
        return EncryptionKeys.of(JsonObject.of(Map.of("keys", ring.requestKeys().published())))
                .encrypt(TEXT, new JweAlgorithms(algorithm, ContentEncryption.A256GCM))
                .orElseThrow();
    }

    private List<String> ids() {
        return ring.requestKeys().published().stream()
                .map(key -> key.requiredString("kid"))
                .toList();
    }

    private void live(int days) {
        for (int day = 0; day < days; day++) {
            rings.pass(DAY);
            ring.rotation().run(rings.instant());
        }
    }

    @ParameterizedTest
    @EnumSource(KeyManagementAlgorithm.class)
    void areThereFromTheFirstStartAndOnEveryNode(KeyManagementAlgorithm algorithm) {
        assertThat(rings.open().requestKeys().decrypt(encrypted(algorithm))).contains(TEXT);
    }

    @Test
    void showNoPrivatePart() {
        assertThat(ring.requestKeys().published())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.names()).doesNotContain("d", "p", "q", "dp", "dq", "qi"))
                .allSatisfy(key -> assertThat(key.string("use")).contains("enc"));
    }

    @Test
    void areRenewedAsSigningKeysAreAndTheOldOnesStillDecrypt() {
        List<String> first = ids();
        String old = encrypted(KeyManagementAlgorithm.RSA_OAEP_256);
        live(83);
        assertThat(ids()).isEqualTo(first);
        live(7);

        assertThat(ids()).hasSize(2).doesNotContainAnyElementsOf(first);
        assertThat(ring.requestKeys().decrypt(old)).contains(TEXT);
        live(31);
        assertThat(ring.requestKeys().decrypt(old)).isEmpty();
        assertThat(ring.requestKeys().decrypt(encrypted(KeyManagementAlgorithm.ECDH_ES)))
                .contains(TEXT);
    }

    @Test
    void goAtOnceIfSomebodyElseMayHaveThem() {
        String old = encrypted(KeyManagementAlgorithm.ECDH_ES);
        List<String> first = ids();

        ring.rotation().replaceSigning(rings.instant());

        assertThat(ids()).hasSize(2).doesNotContainAnyElementsOf(first);
        assertThat(ring.requestKeys().decrypt(old)).isEmpty();
    }
}
