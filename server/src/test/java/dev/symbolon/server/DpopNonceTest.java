package dev.symbolon.server;

import static dev.symbolon.server.DpopParties.OWN_TOKEN;
import static dev.symbolon.server.DpopParties.nonce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.SealedNonces;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("DPoP, RFC 9449 §8: a nonce")
class DpopNonceTest {

    private static final SenderConstraint BOUND_WITH_NONCE = new SenderConstraint(true, true);

    @AutoClose
    private final DpopParties parties = new DpopParties();

    private final TestProvider provider = parties.provider;
    private final TestClient client = parties.client;
    private final TestProofs key = parties.key;

    private final TestClient careful = provider.register(one -> one.withSenderConstraint(BOUND_WITH_NONCE));

    private TestTokens own(UnaryOperator<JsonObject> bend) {
        return key.token(careful, OWN_TOKEN, key.forToken(bend));
    }

    private String given() {
        return nonce(own(UnaryOperator.identity()).response()).orElseThrow();
    }

    @Test
    void isDemandedAndGivenOut() {
        TestTokens answer = own(UnaryOperator.identity());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("use_dpop_nonce");
        assertThat(nonce(answer.response())).isPresent();
    }

    @Test
    void isTakenAndFollowedByAnother() {
        String nonce = given();

        TestTokens answer = own(claims -> claims.with("nonce", nonce));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(nonce(answer.response())).isPresent().isNotEqualTo(Optional.of(nonce));
    }

    @Test
    void isGoodForManyProofs() {
        String nonce = given();
        own(claims -> claims.with("nonce", nonce));

        assertThat(own(claims -> claims.with("nonce", nonce)).status()).isEqualTo(200);
    }

    @Test
    void makesTheClockOfTheClientIrrelevant() {
        String nonce = given();

        assertThat(own(claims -> claims.with("nonce", nonce).with("iat", 1)).status())
                .isEqualTo(200);
    }

    @Test
    void letsNoProofComeTwice() {
        String nonce = given();
        String proof = key.forToken(claims -> claims.with("nonce", nonce));
        key.token(careful, OWN_TOKEN, proof);
        provider.clock().advance(Duration.ofSeconds(179));

        assertThat(key.token(careful, OWN_TOKEN, proof).error()).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void isReplacedAfterThreeMinutes() {
        String nonce = given();
        provider.clock().advance(Duration.ofSeconds(181));

        TestTokens answer = own(claims -> claims.with("nonce", nonce));

        assertThat(answer.error()).isEqualTo("use_dpop_nonce");
        assertThat(nonce(answer.response())).isPresent();
    }

    @Test
    void isReplacedIfItIsNoneOfOurs() {
        assertThat(own(claims -> claims.with("nonce", "mine")).error()).isEqualTo("use_dpop_nonce");
    }

    @Test
    void isNoOtherThingThatTheProviderSealed() {
        String code = parties.code(client.request("code"));

        assertThat(own(claims -> claims.with("nonce", code)).error()).isEqualTo("use_dpop_nonce");
    }

    @Test
    void isKnownToEveryNodeThatHasTheKeys() {
        String elsewhere = new SealedNonces(provider.keys().seal(), provider.clock()).next();

        assertThat(own(claims -> claims.with("nonce", elsewhere)).status()).isEqualTo(200);
    }

    @Test
    void isCheckedWhereItIsNotDemanded() {
        assertThat(key.token(client, OWN_TOKEN, key.forToken(claims -> claims.with("nonce", "mine")))
                        .error())
                .isEqualTo("use_dpop_nonce");
    }

    @Test
    void isDemandedAtUserinfoToo() {
        String code = parties.code(careful.request("code"));
        String first = given();
        String token = key.token(careful, careful.codeGrant(code), key.forToken(claims -> claims.with("nonce", first)))
                .accessToken();

        HttpResponse answer = key.userinfo("DPoP " + token, key.forUserinfo(token));
        String nonce = nonce(answer).orElseThrow();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().first("WWW-Authenticate").orElseThrow()).contains("error=\"use_dpop_nonce\"");
        assertThat(key.userinfo("DPoP " + token, key.forUserinfo(token, claims -> claims.with("nonce", nonce)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void canBeReadByScripts() {
        assertThat(own(UnaryOperator.identity())
                        .response()
                        .headers()
                        .first("Access-Control-Expose-Headers")
                        .orElseThrow())
                .contains("DPoP-Nonce");
    }
}
