package dev.symbolon.server;

import static dev.symbolon.server.DpopParties.OWN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DPoP, RFC 9449 §4.3: a proof")
class DpopProofTest {

    @AutoClose
    private final DpopParties parties = new DpopParties();

    private final TestProvider provider = parties.provider;
    private final TestProofs key = parties.key;
    private final TestProofs otherKey = parties.otherKey;

    private void isRefused(String... proofs) {
        TestTokens answer = parties.own(proofs);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_dpop_proof");
    }

    static Stream<Arguments> bent() {
        return Stream.of(
                bent("another method", claims -> claims.with("htm", "GET")),
                bent("another address", claims -> claims.with("htu", TestProvider.ISSUER.resolve("/userinfo"))),
                bent("another host", claims -> claims.with("htu", "https://id.example.com/oauth/token")),
                bent("no address", claims -> claims.with("htu", "token endpoint")),
                bent("another type", claims -> claims.with("htu", 1)),
                bent("no jti", claims -> claims.without("jti")),
                bent("an empty jti", claims -> claims.with("jti", "")),
                bent("an endless jti", claims -> claims.with("jti", "x".repeat(513))),
                bent("no htm", claims -> claims.without("htm")),
                bent("no htu", claims -> claims.without("htu")),
                bent("no iat", claims -> claims.without("iat")));
    }

    private static Arguments bent(String name, UnaryOperator<JsonObject> bend) {
        return Arguments.of(name, bend);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bent")
    void isForTheRequestItself(String name, UnaryOperator<JsonObject> bend) {
        isRefused(key.forToken(bend));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30."})
    void isASignedJwt(String nonsense) {
        isRefused(nonsense);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "dpop"})
    void isOfItsOwnType(String type) {
        isRefused(key.signed(type, key.claims("POST", TestProofs.TOKEN)));
    }

    @Test
    void isNotSignedByAnotherKeyThanTheShownOne() {
        String one = key.forToken();
        String other = otherKey.forToken();

        isRefused(other.substring(0, other.indexOf('.')) + one.substring(one.indexOf('.')));
    }

    @Test
    void isTheOnlyOne() {
        isRefused(key.forToken(), key.forToken());
    }

    @Test
    void isGoodOnce() {
        String proof = key.forToken();
        parties.own(proof);

        isRefused(proof);
    }

    @Test
    void isGoodOnceForAsLongAsItIsGoodAtAll() {
        String proof =
                key.forToken(claims -> claims.with("iat", claims.number("iat").orElseThrow() + 30));
        parties.own(proof);
        provider.clock().advance(Duration.ofSeconds(90));

        isRefused(proof);
    }

    @ParameterizedTest
    @ValueSource(longs = {-61, 31, -1_000_000_000})
    void isYoung(long seconds) {
        isRefused(key.forToken(claims -> claims.with("iat", claims.number("iat").orElseThrow() + seconds)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 30})
    void mayBeOffByWhatClocksAreOff(long seconds) {
        assertThat(parties.own(key.forToken(claims ->
                                claims.with("iat", claims.number("iat").orElseThrow() + seconds)))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ID.example.org/oauth/token",
                "HTTPS://id.example.org:443/oauth/token",
                "https://id.example.org/oauth/%74oken",
                "https://id.example.org/x/../oauth/./token",
                "https://id.example.org/oauth/token?a=b#c"
            })
    void mayNameTheAddressInAnotherSpelling(String address) {
        assertThat(parties.own(key.forToken(claims -> claims.with("htu", address)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isNotLookedAtBeforeTheClientIsKnown() {
        TestClient impostor = provider.register();
        provider.remove(impostor);
        String proof = key.forToken();
        key.token(impostor, OWN_TOKEN, proof);

        assertThat(parties.own(proof).status()).isEqualTo(200);
    }
}
