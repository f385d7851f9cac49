package dev.symbolon.server;

import static dev.symbolon.server.PayingClient.ACCOUNTS;
import static dev.symbolon.server.PayingClient.OTHER_PAYMENT;
import static dev.symbolon.server.PayingClient.PAYMENT;
import static dev.symbolon.server.PayingClient.array;
import static dev.symbolon.server.PayingClient.details;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rich authorization requests, RFC 9396 §6: narrowing at the token endpoint")
class NarrowedDetailsTest {

    @AutoClose
    private final PayingClient paying = new PayingClient();

    private final TestProvider provider = paying.provider;
    private final TestClient client = paying.client;
    private final TestBrowser browser = paying.browser;

    private TestTokens redeem(String... details) {
        TestCallback callback = browser.authorize(paying.request("openid offline_access", PAYMENT, ACCOUNTS));
        return provider.token(client, client.codeGrant(callback.code()).with("authorization_details", array(details)));
    }

    @Test
    void yieldsWhatIsNamedAlone() {
        assertThat(paying.granted(redeem(PAYMENT))).isEqualTo(details(PAYMENT));
    }

    @Test
    void mayNameFewerActions() {
        String fewer = """
                {"type":"accounts","actions":["read_balances"],"identifier":"DE02"}""";

        assertThat(paying.granted(redeem(fewer))).isEqualTo(details(fewer));
    }

    @Test
    void holdsForOneTokenAlone() {
        TestTokens first = redeem(PAYMENT);

        TestTokens second = provider.token(client, client.refreshGrant(first.refreshToken()));
        TestTokens third = provider.token(
                client, client.refreshGrant(second.refreshToken()).with("authorization_details", array(ACCOUNTS)));

        assertThat(paying.granted(second)).isEqualTo(details(PAYMENT, ACCOUNTS));
        assertThat(paying.granted(third)).isEqualTo(details(ACCOUNTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"accounts\",\"actions\":[\"read_balances\"],\"identifier\":\"DE03\"}",
                "{\"type\":\"accounts\",\"actions\":[\"read_balances\"]}",
                "{\"type\":\"accounts\",\"actions\":[],\"identifier\":\"DE02\"}",
                "{\"type\":\"accounts\",\"actions\":[\"delete\"],\"identifier\":\"DE02\"}",
                "{\"type\":\"accounts\",\"actions\":[1],\"identifier\":\"DE02\"}",
                "{\"type\":\"accounts\",\"actions\":{},\"identifier\":\"DE02\"}",
                "{\"type\":\"accounts\",\"actions\":\"read_balances\",\"identifier\":\"DE02\"}",
                "{\"type\":\"other\"}",
                "nonsense"
            })
    void neverYieldsMore(String more) {
        assertThat(redeem(more).error()).isEqualTo("invalid_authorization_details");
        assertThat(redeem(OTHER_PAYMENT).error()).isEqualTo("invalid_authorization_details");
    }

    @Test
    void isNothingThatAnotherClientCanDo() {
        TestCallback callback = browser.authorize(client.request("code"));

        TestTokens answer =
                provider.token(client, client.codeGrant(callback.code()).with("authorization_details", array(PAYMENT)));

        assertThat(answer.error()).isEqualTo("invalid_authorization_details");
    }
}
