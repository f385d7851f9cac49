package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("DPoP, RFC 9449 §7: userinfo")
class DpopUserinfoTest {

    @AutoClose
    private final DpopParties parties = new DpopParties();

    private final TestProvider provider = parties.provider;
    private final TestClient client = parties.client;
    private final TestProofs key = parties.key;
    private final TestProofs otherKey = parties.otherKey;

    private final String token = parties.bound(client, client.request("code")).accessToken();
    private final String unbound = provider.token(client, client.codeGrant(parties.code(client.request("code"))))
            .accessToken();

    private void isRefused(HttpResponse answer, String challenge) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().all("WWW-Authenticate")).anyMatch(field -> field.contains(challenge));
    }

    @Test
    void isForWhoeverHasTheKey() {
        assertThat(key.userinfo("DPoP " + token, key.forUserinfo(token)).status())
                .isEqualTo(200);
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(key.userinfo("dpop " + token, key.forUserinfo(token)).status())
                .isEqualTo(200);
    }

    @Test
    void isNotForABoundTokenAsABearerToken() {
        isRefused(provider.userinfo(token), "Bearer error=\"invalid_token\"");
    }

    @Test
    void isNotForABoundTokenAsABearerTokenEvenWithAProof() {
        isRefused(key.userinfo("Bearer " + token, key.forUserinfo(token)), "Bearer error=\"invalid_token\"");
    }

    @Test
    void isNotForABoundTokenInAForm() {
        isRefused(
                provider.post("/userinfo", Parameters.none().with("access_token", token), Map.of()),
                "error=\"invalid_token\"");
    }

    @Test
    void isNotForAnUnboundTokenThatIsPassedOffAsBound() {
        isRefused(key.userinfo("DPoP " + unbound, key.forUserinfo(unbound)), "error=\"invalid_token\"");
    }

    @Test
    void isNotForWhoeverHasAnotherKey() {
        isRefused(key.userinfo("DPoP " + token, otherKey.forUserinfo(token)), "error=\"invalid_token\"");
    }

    @Test
    void needsAProof() {
        isRefused(key.userinfo("DPoP " + token), "error=\"invalid_dpop_proof\"");
    }

    @Test
    void needsAProofForTheVeryToken() {
        isRefused(key.userinfo("DPoP " + token, key.forUserinfo(unbound)), "error=\"invalid_dpop_proof\"");
    }

    @Test
    void needsAProofThatNamesTheToken() {
        isRefused(
                key.userinfo("DPoP " + token, key.signed(key.claims("GET", TestProofs.USERINFO))),
                "error=\"invalid_dpop_proof\"");
    }

    @Test
    void needsAProofForUserinfo() {
        isRefused(
                key.userinfo("DPoP " + token, key.forUserinfo(token, claims -> claims.with("htu", TestProofs.TOKEN))),
                "error=\"invalid_dpop_proof\"");
    }

    @Test
    void needsAProofForTheMethodThatIsUsed() {
        String forHead = key.forUserinfo(token, claims -> claims.with("htm", "HEAD"));

        assertThat(key.userinfoBy("HEAD", "DPoP " + token, forHead).status()).isEqualTo(200);
        isRefused(key.userinfoBy("HEAD", "DPoP " + token, key.forUserinfo(token)), "error=\"invalid_dpop_proof\"");
    }

    @Test
    void needsAProofThatHasNotBeenUsed() {
        String proof = key.forUserinfo(token);
        key.userinfo("DPoP " + token, proof);

        isRefused(key.userinfo("DPoP " + token, proof), "error=\"invalid_dpop_proof\"");
    }

    @Test
    void namesBothSchemesWithoutAToken() {
        HttpResponse answer = provider.get("/userinfo", Map.of());

        assertThat(answer.headers().all("WWW-Authenticate"))
                .contains("Bearer")
                .anyMatch(field -> field.startsWith("DPoP algs=\"") && field.contains("ES256"));
    }

    @Test
    void mayBeAskedByScriptsWithAProof() {
        HttpResponse preflight =
                provider.send(new HttpRequest("OPTIONS", "/userinfo", "", Headers.none(), "", "192.0.2.1"));

        assertThat(preflight.headers().first("Access-Control-Allow-Headers").orElseThrow())
                .contains("DPoP");
    }
}
