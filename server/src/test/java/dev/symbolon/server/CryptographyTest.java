package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.KeyRotation;
import dev.symbolon.server.key.MasterKey;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Security;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native library comes late: the provider has read its keys with Java's own cryptography by then. */
class CryptographyTest {

    private static final JsonObject CLAIMS = JsonObject.empty().with("sub", "ada");

    @BeforeEach
    void beginWithJavasOwn() {
        Security.removeProvider("AmazonCorrettoCryptoProvider");
    }

    @AfterEach
    void leaveAsOthersExpectIt() {
        Cryptography.preferNative();
    }

    @Test
    void comesOnce() {
        assertThat(Cryptography.signatures()).isEqualTo("Java's own");

        assertThat(Cryptography.preferNative()).isTrue();
        assertThat(Cryptography.signatures()).isEqualTo("Amazon Corretto Crypto Provider");
        assertThat(Cryptography.preferNative()).isFalse();
    }

    @Test
    void readsTheSameKeysAgain(@TempDir Path folder) {
        MasterKeys masterKey = MasterKeys.of(MasterKey.of(Secret.of("0123456789abcdef".repeat(4)), "of the test"));
        try (Storage storage = SqlStorage.sqlite(folder.resolve("symbolon.db"))) {
            KeyRing ring = KeyRing.open(
                    storage.keys(),
                    masterKey,
                    KeyRotation.Schedule.DEFAULT,
                    InstantSource.system(),
                    new SecureRandom());
            String before = sign(ring);

            Cryptography.preferNative();
            ring.renew();

            assertThat(isSigned(ring, before)).isTrue();
            assertThat(isSigned(ring, sign(ring))).isTrue();
        }
    }

    private static String sign(KeyRing ring) {
        return ring.signingKeys().current(SigningAlgorithm.RS256).sign("JWT", CLAIMS);
    }

    private static boolean isSigned(KeyRing ring, String token) {
        return ring.signingKeys().verification().verify(token, Set.of(SigningAlgorithm.RS256))
                instanceof Verification.Valid;
    }
}
