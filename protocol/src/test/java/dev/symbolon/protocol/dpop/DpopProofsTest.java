package dev.symbolon.protocol.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Proofs of possession (RFC 9449 §4)")
class DpopProofsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final URI TARGET = URI.create("https://api.example.com/reports?page=2#top");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DpopNonces NONCES = new DpopNonces() {

        @Override
        public String next() {
            return "ours";
        }

        @Override
        public Optional<Instant> givenAt(String nonce) {
            return nonce.equals("ours") ? Optional.of(NOW) : Optional.empty();
        }
    };

    private final DpopKey key = DpopKey.generate();
    private final DpopProofs proofs = new DpopProofs(Optional.of(NONCES), () -> NOW);

    @Nested
    @DisplayName("A key")
    class AKey {

        @Test
        void provesThatItIsAtHand() {
            ProvenRequest request = new ProvenRequest("GET", TARGET, Optional.of(new AccessToken("token")));

            DpopProof proof = proofs.accept(List.of(key.prove(request, Optional.empty(), NOW, RANDOM)), request, false);

            assertThat(proof.key()).isEqualTo(key.thumbprint());
            assertThat(proof.target()).isEqualTo(URI.create("https://api.example.com/reports"));
        }

        @Test
        void holdsTheNonceThatItIsGiven() {
            ProvenRequest request = ProvenRequest.of("POST", TARGET);

            DpopProof proof = proofs.accept(
                    List.of(key.prove(request, Optional.of("ours"), Instant.EPOCH, RANDOM)), request, true);

            assertThat(proof.nonce()).contains("ours");
        }

        @Test
        void isTheSameAfterItWasKept() {
            Secret kept = key.toPrivateJwk();

            assertThat(DpopKey.parse(kept).thumbprint()).isEqualTo(key.thumbprint());
        }

        @Test
        void doesNotPrint() {
            assertThat(key.toString()).isEqualTo("DpopKey[" + key.thumbprint() + "]");
        }
    }

    @Nested
    @DisplayName("The hash of the access token")
    class TheHash {

        @Test
        void isThatOfTheExampleOfTheStandard() {
            ProvenRequest request = new ProvenRequest(
                    "GET", TARGET, Optional.of(new AccessToken("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU")));

            assertThat(request.accessTokenHash()).contains("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
        }

        @Test
        void mustBeThere() {
            ProvenRequest without = ProvenRequest.of("GET", TARGET);
            ProvenRequest with = new ProvenRequest("GET", TARGET, Optional.of(new AccessToken("token")));
            String proof = key.prove(without, Optional.empty(), NOW, RANDOM);

            assertThat(refusal(() -> proofs.accept(List.of(proof), with, false)))
                    .isEqualTo(ErrorCode.INVALID_DPOP_PROOF);
        }
    }

    private static ErrorCode refusal(Runnable action) {
        try {
            action.run();
        } catch (OAuthException e) {
            return e.error();
        }
        throw new AssertionError("not refused");
    }

    @Nested
    @DisplayName("An address (RFC 3986 §6.2.2, §6.2.3)")
    class AnAddress {

        @ParameterizedTest
        @CsvSource({
            "https://api.example.com/a, HTTPS://API.example.COM:443/a",
            "http://localhost/a, http://localhost:80/a",
            "http://localhost/a, http://localhost:/a",
            "https://api.example.com, https://api.example.com/",
            "https://api.example.com/a?b=c, https://api.example.com/a#d",
            "https://api.example.com/%7ea%2fb, https://api.example.com/~a%2Fb",
            "https://api.example.com/a/./b/../c, https://api.example.com/a/c",
            "https://api.example.com/../a, https://api.example.com/a",
            "https://api.example.com/a/.., https://api.example.com/",
            "http://my_service:8080/a, http://MY_service:8080/a",
            "http://[::1]:80/a, http://[::1]/a"
        })
        void isTheSameInAnySpelling(String one, String other) {
            assertThat(TargetUri.of(URI.create(one))).isEqualTo(TargetUri.of(URI.create(other)));
        }

        @ParameterizedTest
        @CsvSource({
            "https://api.example.com/a, http://api.example.com/a",
            "https://api.example.com/a, https://api.example.com/A",
            "https://api.example.com/a, https://api.example.com/a/",
            "https://api.example.com/a/b, https://api.example.com/a%2Fb",
            "https://api.example.com/a/b, https://api.example.com/a//b",
            "https://api.example.com/a, https://api.example.com:80/a",
            "https://api.example.com/a, https://api.example.com.evil.org/a"
        })
        void isAnotherIfItIsAnother(String one, String other) {
            assertThat(TargetUri.of(URI.create(one))).isNotEqualTo(TargetUri.of(URI.create(other)));
        }
    }

    @Nested
    @DisplayName("Proofs that were seen")
    class SeenBefore {

        private static DpopProof proof(int number) {
            return new DpopProof(
                    new JwkThumbprint("key"),
                    SigningAlgorithm.ES256,
                    "id-" + number,
                    "GET",
                    TARGET,
                    NOW,
                    Optional.empty(),
                    Optional.empty());
        }

        @Test
        void areRememberedForTheirTime() {
            SeenProofs seen = new SeenProofs(Duration.ofMinutes(3), 1000);
            seen.isFirst(proof(0), NOW);
            seen.isFirst(proof(1), NOW.plusSeconds(179));
            seen.isFirst(proof(2), NOW.plusSeconds(181));

            assertThat(seen.isFirst(proof(1), NOW.plusSeconds(179 + 180))).isFalse();
        }

        @Test
        void areNeverMoreThanMemoryIsMeantFor() {
            SeenProofs seen = new SeenProofs(Duration.ofMinutes(3), 100);

            IntStream.range(0, 1000).forEach(i -> seen.isFirst(proof(i), NOW));

            assertThat(seen.size()).isLessThanOrEqualTo(100);
            assertThat(seen.isFirst(proof(999), NOW)).isFalse();
        }

        @Test
        void areForgottenAfterwards() {
            SeenProofs seen = new SeenProofs(Duration.ofMinutes(3), 1000);
            IntStream.range(0, 10).forEach(i -> seen.isFirst(proof(i), NOW));

            seen.isFirst(proof(10), NOW.plusSeconds(181));
            seen.isFirst(proof(11), NOW.plusSeconds(362));

            assertThat(seen.size()).isEqualTo(2);
        }

        @Test
        void areThoseOfTheSameKeyAlone() {
            SeenProofs seen = new SeenProofs(Duration.ofMinutes(3), 1000);
            seen.isFirst(proof(1), NOW);

            DpopProof other = new DpopProof(
                    new JwkThumbprint("other"),
                    SigningAlgorithm.ES256,
                    "id-1",
                    "GET",
                    TARGET,
                    NOW,
                    Optional.empty(),
                    Optional.empty());
            assertThat(seen.isFirst(other, NOW)).isTrue();
        }
    }
}
