package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9396 §9: what was granted in detail")
class DetailsTest {

    private static final String PAYMENT = "[{\"type\":\"payment\",\"amount\":\"1.00\"},{\"type\":\"account\"}]";

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServer api = ResourceServer.of(
            issuer.issuer(), REPORTS, ResourceServerOptions.defaults().withClock(clock));

    @AfterEach
    void close() {
        issuer.close();
    }

    private Verdict verdict(String details, Requirement requirement) {
        JsonObject claims = issuer.claims().with(JsonObject.parse("{\"authorization_details\":" + details + "}"));
        return api.verify(ApiRequest.of(Optional.of("Bearer " + issuer.token(claims))), requirement);
    }

    @Test
    void areToldToTheApi() {
        Accepted accepted = (Accepted) verdict(PAYMENT, Requirement.of());

        assertThat(accepted.caller().details()).isEqualTo(AuthorizationDetails.parse(PAYMENT));
        assertThat(accepted.caller().details().ofType("payment").all())
                .singleElement()
                .satisfies(detail -> assertThat(detail.json().string("amount")).contains("1.00"));
    }

    @Test
    void areDemandedByType() {
        assertThat(verdict(PAYMENT, Requirement.of().withDetailType("payment"))).isInstanceOf(Accepted.class);
        Verdict refused = verdict(PAYMENT, Requirement.of().withDetailType("transfer"));

        assertThat(((Refused) refused).challenge().error()).contains(ErrorCode.INSUFFICIENT_SCOPE);
        assertThat(((Refused) refused).challenge().status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"payment\"", "{}", "[1]", "[{}]", "[{\"type\":1}]"})
    void areNotPassedOverIfTheyAreNotUnderstood(String nonsense) {
        assertThat(verdict(nonsense, Requirement.of())).isInstanceOf(Refused.class);
    }
}
