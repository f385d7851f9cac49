package dev.symbolon.server.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.Rings;
import dev.symbolon.server.key.StoredKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownTokensTest {

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing keys;
    private KnownTokens known;
    private AccessToken token;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        keys = rings.open();
        known = new KnownTokens(keys.signingKeys());
        token = new AccessToken(new Signatures(keys.signingKeys(), Activities.UNWATCHED, 1)
                .sign(SigningAlgorithm.ES256, "at+jwt", JsonObject.empty().with("sub", "ada")));
    }

    @AfterEach
    void close() {
        rings.close();
    }

    @Test
    void verifiesATokenOnce() {
        assertThat(known.verify(token)).isPresent();

        assertThat(known.verify(new AccessToken(token.value())).orElseThrow())
                .isSameAs(known.verify(token).orElseThrow());
    }

    @Test
    void doesNotKnowATokenWhoseSignatureDiffers() {
        assertThat(known.verify(token)).isPresent();
        String value = token.value();
        int middle = value.lastIndexOf('.') + 20;
        char other = value.charAt(middle) == 'A' ? 'B' : 'A';

        assertThat(known.verify(new AccessToken(value.substring(0, middle) + other + value.substring(middle + 1))))
                .isEmpty();
    }

    @Test
    void forgetsATokenWhoseKeyIsGone() {
        assertThat(known.verify(token)).isPresent();

        for (StoredKey key : rings.store().all()) {
            rings.store().remove(key.purpose(), key.generation());
        }
        keys.reload();

        assertThat(known.verify(token)).isEmpty();
    }
}
