package dev.symbolon.server;

import static dev.symbolon.server.PayingClient.PAYMENT;
import static dev.symbolon.server.PayingClient.array;
import static dev.symbolon.server.PayingClient.details;
import static dev.symbolon.server.PayingClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rich authorization requests, RFC 9396 §5: what is refused")
class RefusedDetailsTest {

    @AutoClose
    private final PayingClient paying = new PayingClient();

    private final TestProvider provider = paying.provider;
    private final TestClient client = paying.client;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[]",
                "[1]",
                "[{}]",
                "[{\"type\":1}]",
                "[{\"type\":\"\"}]",
                "[{\"type\":\"unknown\"}]",
                "[{\"type\":\"accounts\",\"type\":\"accounts\"}]",
                "[{\"type\":\"accounts\",\"privileges\":[\"admin\"]}]",
                "[{\"type\":\"accounts\",\"actions\":\"read_balances\"}]",
                "[{\"type\":\"accounts\",\"actions\":[]}]",
                "[{\"type\":\"accounts\",\"actions\":[\"read_balances\",\"read_balances\"]}]",
                "[{\"type\":\"accounts\",\"actions\":[\"delete\"]}]",
                "[{\"type\":\"accounts\",\"locations\":[\"https://evil.example/\"]}]",
                "[{\"type\":\"accounts\",\"identifier\":{}}]",
                "[{\"type\":\"accounts\",\"more\":1}]",
                "[{\"type\":\"payment\"}]",
                "[{\"type\":\"payment\",\"creditorName\":\"A\",\"instructedAmount\":\"5\"}]"
            })
    void isMalformedOrMoreThanItsTypeProvidesFor(String details) {
        Parameters request = with(paying.request("openid", PAYMENT), "authorization_details", details);

        assertThat(paying.error(request)).isEqualTo("invalid_authorization_details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"currency\":\"USD\",\"amount\":\"1\"",
                "\"currency\":\"EUR\"",
                "\"currency\":\"EUR\",\"amount\":1",
                "\"currency\":\"EUR\",\"amount\":\"1\",\"more\":\"x\"",
                "\"currency\":\"EUR\",\"amount\":\"\"",
                "\"currency\":\"EUR\",\"amount\":\" 1\"",
                "\"currency\":\"EUR\",\"amount\":\"1  0\"",
                "\"currency\":\"EUR\",\"amount\":\"1\\u000a0\"",
                "\"currency\":\"EUR\",\"amount\":\"1\\u202e0\"",
                "\"currency\":\"EUR\",\"amount\":\"1\\u200b0\"",
                "\"currency\":\"EUR\",\"amount\":\"1\\ud800\""
            })
    void isWhatAPersonCouldNotReadOrTheTypeDoesNotKnow(String amount) {
        String details = "[{\"type\":\"payment\",\"creditorName\":\"A\",\"instructedAmount\":{" + amount + "}}]";

        assertThat(paying.error(with(paying.request("openid", PAYMENT), "authorization_details", details)))
                .isEqualTo("invalid_authorization_details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"urgent\":1",
                "\"urgent\":\"true\"",
                "\"times\":\"1\"",
                "\"times\":1e400",
                "\"times\":9007199254740993000",
                "\"notes\":\"x\"",
                "\"notes\":[1]",
                "\"creditorName\":null"
            })
    void isOfAnotherKindThanDeclared(String member) {
        String details = "[{\"type\":\"payment\"," + member
                + (member.contains("creditorName") ? "" : ",\"creditorName\":\"A\"")
                + ",\"instructedAmount\":{\"currency\":\"EUR\",\"amount\":\"1\"}}]";

        assertThat(paying.error(with(paying.request("openid", PAYMENT), "authorization_details", details)))
                .isEqualTo("invalid_authorization_details");
    }

    @Test
    void isTooMuchOrTooLong() {
        String[] eleven = new String[11];
        Arrays.fill(eleven, "{\"type\":\"accounts\"}");
        String longNote = PAYMENT.replace("\"Merchant A\"", "\"" + "x".repeat(501) + "\"");
        String longAll = PAYMENT.replace(
                "\"urgent\":true",
                "\"notes\":["
                        + "\"%s\","
                                .repeat(4)
                                .formatted("a".repeat(490), "b".repeat(490), "c".repeat(490), "d".repeat(490))
                        + "\"x\"]");

        assertThat(paying.error(paying.request("openid", eleven))).isEqualTo("invalid_authorization_details");
        assertThat(paying.error(paying.request("openid", longNote))).isEqualTo("invalid_authorization_details");
        assertThat(paying.error(paying.request("openid", longAll))).isEqualTo("invalid_authorization_details");
    }

    @Test
    void isATypeThatTheClientIsNotRegisteredFor() {
        paying.registerFor("accounts");

        assertThat(paying.error(paying.request("openid", PAYMENT))).isEqualTo("invalid_authorization_details");
    }

    @Test
    void isATypeOfAnApiThatTheClientIsNotRegisteredFor() {
        TestClient other = provider.register();

        assertThat(paying.error(with(other.request("code"), "authorization_details", array(PAYMENT))))
                .isEqualTo("invalid_authorization_details");
    }

    @Test
    void isSaidAtThePushedRequestEndpointToo() {
        TestTokens answer = TestTokens.of(provider.post(
                "/oauth/par", paying.request("openid", "{\"type\":\"unknown\"}"), client.authorization()));

        assertThat(answer.error()).isEqualTo("invalid_authorization_details");
    }
}
