package dev.symbolon.server;

import static dev.symbolon.server.DpopParties.BOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DPoP, RFC 9449 §10: dpop_jkt")
class DpopCodeTest {

    @AutoClose
    private final DpopParties parties = new DpopParties();

    private final TestProvider provider = parties.provider;
    private final TestClient client = parties.client;
    private final TestBrowser browser = parties.browser;
    private final TestProofs key = parties.key;
    private final TestProofs otherKey = parties.otherKey;

    private static Parameters with(Parameters request, String jkt) {
        return request.with("dpop_jkt", jkt);
    }

    @Test
    void redeemsTheCode() {
        assertThat(parties.bound(
                                client,
                                with(client.request("code"), key.thumbprint().value()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isNeededForTheCode() {
        String code = parties.code(with(client.request("code"), key.thumbprint().value()));

        assertThat(provider.token(client, client.codeGrant(code)).error()).isEqualTo("invalid_grant");
    }

    @Test
    void isTheOnlyOneForTheCode() {
        String code = parties.code(with(client.request("code"), key.thumbprint().value()));

        assertThat(otherKey.token(client, client.codeGrant(code), otherKey.forToken())
                        .error())
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I="})
    void isAThumbprint(String nonsense) {
        assertThat(browser.callback(browser.ask(with(client.request("code"), nonsense)))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void bindsTheAccessTokenOfTheFrontChannelToo() {
        TestCallback callback = browser.authorize(
                with(client.request("code id_token token"), key.thumbprint().value()));
        String token = callback.accessToken();

        assertThat(callback.all().one("token_type")).contains("DPoP");
        assertThat(parties.jkt(token)).contains(key.thumbprint().value());
        assertThat(key.userinfo("DPoP " + token, key.forUserinfo(token)).status())
                .isEqualTo(200);
        assertThat(provider.userinfo(token).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code token", "code id_token token"})
    void isDemandedForTheFrontChannelOfAClientWhoseTokensMustBeBound(String type) {
        TestClient strict = provider.register(one -> one.withSenderConstraint(BOUND));

        assertThat(browser.callback(browser.ask(strict.request(type))).error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "code id_token"})
    void isNotDemandedForACode(String type) {
        TestClient strict = provider.register(one -> one.withSenderConstraint(BOUND));

        assertThat(parties.bound(strict, strict.request(type)).status()).isEqualTo(200);
    }
}
