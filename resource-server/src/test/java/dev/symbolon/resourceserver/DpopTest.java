package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static dev.symbolon.resourceserver.TestIssuer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.dpop.ProvenRequest;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens that are bound to a key, at an API (RFC 9449 §7, §9)")
class DpopTest {

    private static final String ADDRESS = "https://api.example.com/reports";
    private static final Requirement READ = Requirement.of("read:reports");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServerOptions options =
            ResourceServerOptions.defaults().withClock(clock);
    private final ResourceServer api = ResourceServer.of(issuer.issuer(), REPORTS, options);
    private final DpopKey key = DpopKey.generate();
    private final String token = boundTo(key);

    @AfterEach
    void close() {
        issuer.close();
    }

    private String boundTo(DpopKey which) {
        return issuer.token(issuer.claims().with("cnf", JsonObject.empty().with("jkt", which.thumbprint())));
    }

    private String proof(DpopKey by, String method, String address, String forToken, Optional<String> nonce) {
        ProvenRequest request = new ProvenRequest(method, URI.create(address), Optional.of(new AccessToken(forToken)));
        return by.prove(request, nonce, clock.instant(), RANDOM);
    }

    private String proof() {
        return proof(key, "GET", ADDRESS, token, Optional.empty());
    }

    private static Verdict get(ResourceServer api, String authorization, String... proofs) {
        return api.verify(
                new ApiRequest("GET", ADDRESS, Optional.empty(), List.of(authorization), List.of(proofs)), READ);
    }

    private Verdict byDpop(String... proofs) {
        return get(api, "DPoP " + token, proofs);
    }

    private static Challenge challenge(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        return ((Refused) verdict).challenge();
    }

    private static void isRefused(Verdict verdict, ErrorCode error, String scheme) {
        Challenge challenge = challenge(verdict);
        assertThat(challenge.error()).contains(error);
        assertThat(challenge.status()).isEqualTo(401);
        assertThat(challenge.header()).startsWith(scheme + " ").contains("algs=\"", "error=\"" + error.code() + "\"");
    }

    @Nested
    @DisplayName("RFC 9449 §7.1: with a proof")
    class WithAProof {

        @Test
        void areAccepted() {
            assertThat(byDpop(proof())).isInstanceOf(Accepted.class);
        }

        @Test
        void areAcceptedAgainWithAnotherProof() {
            byDpop(proof());

            assertThat(byDpop(proof())).isInstanceOf(Accepted.class);
        }

        @Test
        void tellTheirKey() {
            Accepted accepted = (Accepted) byDpop(proof());

            assertThat(accepted.caller().confirmation().jkt()).contains(key.thumbprint());
        }

        @Test
        void areRefusedIfTheProofIsUsedTwice() {
            String proof = proof();
            byDpop(proof);

            isRefused(byDpop(proof), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }

        @Test
        void areRefusedIfTheProofIsForAnotherMethod() {
            isRefused(
                    byDpop(proof(key, "POST", ADDRESS, token, Optional.empty())), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }

        @Test
        void areRefusedIfTheProofIsForAnotherAddress() {
            isRefused(
                    byDpop(proof(key, "GET", ADDRESS + "/1", token, Optional.empty())),
                    ErrorCode.INVALID_DPOP_PROOF,
                    "DPoP");
        }

        @Test
        void areRefusedIfTheProofIsForAnotherToken() {
            isRefused(
                    byDpop(proof(key, "GET", ADDRESS, issuer.token(), Optional.empty())),
                    ErrorCode.INVALID_DPOP_PROOF,
                    "DPoP");
        }

        @Test
        void areRefusedIfTheProofIsOld() {
            String proof = proof();
            clock.advance(Duration.ofSeconds(61));

            isRefused(byDpop(proof), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }

        @ParameterizedTest
        @ValueSource(longs = {31, 86_400})
        void areRefusedIfTheProofIsMadeInAdvance(long seconds) {
            isRefused(byDpop(proofAheadBy(seconds)), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }

        @Test
        void areAcceptedIfTheClockOfTheClientIsHalfAMinuteAhead() {
            assertThat(byDpop(proofAheadBy(30))).isInstanceOf(Accepted.class);
        }

        private String proofAheadBy(long seconds) {
            ProvenRequest request = new ProvenRequest("GET", URI.create(ADDRESS), Optional.of(new AccessToken(token)));
            return key.prove(request, Optional.empty(), clock.instant().plusSeconds(seconds), RANDOM);
        }

        @Test
        void areRefusedIfTheProofIsByAnotherKey() {
            isRefused(
                    byDpop(proof(DpopKey.generate(), "GET", ADDRESS, token, Optional.empty())),
                    ErrorCode.INVALID_TOKEN,
                    "DPoP");
        }

        @Test
        void areRefusedIfTheAddressOfTheRequestIsNone() {
            ApiRequest request =
                    new ApiRequest("GET", "https://[", Optional.empty(), List.of("DPoP " + token), List.of(proof()));

            assertThat(challenge(api.verify(request, READ)).error()).contains(ErrorCode.INVALID_REQUEST);
        }

        @Test
        void areRefusedIfThereAreTwoProofs() {
            isRefused(byDpop(proof(), proof()), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }
    }

    @Nested
    @DisplayName("RFC 9449 §7.2: without one")
    class WithoutAProof {

        @Test
        void areRefused() {
            isRefused(byDpop(), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }

        @Test
        void areRefusedAsBearerTokens() {
            isRefused(get(api, "Bearer " + token), ErrorCode.INVALID_TOKEN, "Bearer");
        }

        @Test
        void areRefusedAsBearerTokensEvenIfTheyWereSeenWithAProof() {
            byDpop(proof());

            isRefused(get(api, "Bearer " + token, proof()), ErrorCode.INVALID_TOKEN, "Bearer");
        }

        @Test
        void areRefusedWhereOnlyTheHeaderIsKnown() {
            isRefused(api.verify(Optional.of("DPoP " + token), READ.scope()), ErrorCode.INVALID_DPOP_PROOF, "DPoP");
        }

        @Test
        void areBearerTokensIfTheyAreNotBound() {
            assertThat(get(api, "Bearer " + issuer.token())).isInstanceOf(Accepted.class);
        }

        @Test
        void areNotPassedOffAsBound() {
            String unbound = issuer.token();

            isRefused(
                    get(api, "DPoP " + unbound, proof(key, "GET", ADDRESS, unbound, Optional.empty())),
                    ErrorCode.INVALID_TOKEN,
                    "DPoP");
        }
    }

    @Nested
    @DisplayName("RFC 9728 §2: an API that accepts no others")
    class Required {

        private final ResourceServer strict = ResourceServer.of(
                issuer.issuer(), REPORTS, options.withDpop(DpopPolicy.defaults().requiring()));

        @Test
        void refusesABearerToken() {
            isRefused(get(strict, "Bearer " + issuer.token()), ErrorCode.INVALID_TOKEN, "DPoP");
        }

        @Test
        void acceptsABoundOne() {
            assertThat(get(strict, "DPoP " + token, proof())).isInstanceOf(Accepted.class);
        }

        @Test
        void asksForNothingElse() {
            assertThat(challenge(strict.verify(Optional.empty(), READ.scope())).header())
                    .startsWith("DPoP ")
                    .doesNotContain("Bearer");
        }

        @Test
        void saysSoInItsMetadata() {
            assertThat(strict.metadata(READ.scope()).dpopRequired()).isTrue();
        }
    }

    @Nested
    @DisplayName("RFC 9449 §9: nonces")
    class Nonces {

        private final Secret shared = Secret.random(RANDOM);
        private final ResourceServer careful = withNonces();

        private ResourceServer withNonces() {
            return ResourceServer.of(
                    issuer.issuer(),
                    REPORTS,
                    options.withDpop(DpopPolicy.defaults().withNonces(shared)));
        }

        private String nonce(ResourceServer node) {
            return challenge(get(node, "DPoP " + token, proof())).dpopNonce().orElseThrow();
        }

        private Verdict with(String nonce) {
            return get(careful, "DPoP " + token, proof(key, "GET", ADDRESS, token, Optional.of(nonce)));
        }

        @Test
        void areDemandedAndGivenOut() {
            isRefused(get(careful, "DPoP " + token, proof()), ErrorCode.USE_DPOP_NONCE, "DPoP");
            assertThat(with(nonce(careful))).isInstanceOf(Accepted.class);
        }

        @Test
        void needAKeyThatNobodyGuesses() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DpopPolicy.defaults().withNonces(Secret.of("x".repeat(31))));
        }

        @Test
        void areKnownToTheOtherNodes() {
            assertThat(with(nonce(withNonces()))).isInstanceOf(Accepted.class);
        }

        @Test
        void areNotGoodForever() {
            String nonce = nonce(careful);
            clock.advance(Duration.ofSeconds(181));

            isRefused(with(nonce), ErrorCode.USE_DPOP_NONCE, "DPoP");
        }

        @Test
        void cannotBeMadeUp() {
            String nonce = nonce(careful);

            isRefused(with("A" + nonce.substring(1, nonce.length() - 2) + "AA"), ErrorCode.USE_DPOP_NONCE, "DPoP");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"x", "?", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                })
        void areNothingElse(String text) {
            isRefused(with(text), ErrorCode.USE_DPOP_NONCE, "DPoP");
        }

        @Test
        void ofOthersArePassedOverWhereThereAreNone() {
            assertThat(byDpop(proof(key, "GET", ADDRESS, token, Optional.of("of the issuer"))))
                    .isInstanceOf(Accepted.class);
        }
    }

    @Nested
    @DisplayName("RFC 9449 §6.2: as the issuer tells when it is asked")
    class Introspected {

        private final ResourceServer asking = ResourceServer.of(
                issuer.issuer(),
                REPORTS,
                options.withIntrospection(Introspection.as(new ClientId("api"), Secret.of("secret"))));

        private void answer(String type, boolean bound) {
            JsonObject answer = issuer.claims().with("active", true).with("token_type", type);
            issuer.answerIntrospection(json(() ->
                    bound ? answer.with("cnf", JsonObject.empty().with("jkt", key.thumbprint())) : answer));
        }

        @Test
        void areAccepted() {
            answer("DPoP", true);

            assertThat(get(asking, "DPoP opaque", proof(key, "GET", ADDRESS, "opaque", Optional.empty())))
                    .isInstanceOf(Accepted.class);
        }

        @Test
        void areRefusedAsBearerTokens() {
            answer("DPoP", true);

            isRefused(get(asking, "Bearer opaque"), ErrorCode.INVALID_TOKEN, "Bearer");
        }

        @Test
        void areRefusedIfTheIssuerDoesNotSayToWhichKey() {
            answer("DPoP", false);

            isRefused(get(asking, "Bearer opaque"), ErrorCode.INVALID_TOKEN, "Bearer");
        }
    }
}
