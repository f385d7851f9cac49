package dev.symbolon.server.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.Rings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {

    private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.ES256;

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing keys;
    private Signatures signatures;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        keys = rings.open();
        signatures = new Signatures(keys.signingKeys(), Activities.UNWATCHED, 2);
    }

    @AfterEach
    void close() {
        rings.close();
    }

    @Test
    void givesEachItsOwnWhenManyAskAtOnce() throws Exception {
        List<Future<String>> tokens;
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            tokens = LongStream.range(0, 200)
                    .mapToObj(number -> many.submit(() -> sign(number)))
                    .toList();
        }

        for (int number = 0; number < tokens.size(); number++) {
            assertThat(numberIn(tokens.get(number).get())).isEqualTo(number);
        }
        assertThat(signatures.waiting()).isZero();
    }

    @Test
    void signsForWhoeverIsInterruptedToo() {
        Thread.currentThread().interrupt();

        String token = sign(7);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(numberIn(token)).isEqualTo(7);
    }

    private String sign(long number) {
        return signatures.sign(ALGORITHM, "JWT", JsonObject.empty().with("number", number));
    }

    private long numberIn(String token) {
        Verification verification = keys.signingKeys().verification().verify(token, Set.of(ALGORITHM));
        return verification instanceof Verification.Valid(var jwt)
                ? jwt.claims().number("number").orElseThrow()
                : -1;
    }
}
