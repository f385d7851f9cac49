package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8693 §4.1: who acts for the subject of a token")
class ActorTest {

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServer api = ResourceServer.of(
            issuer.issuer(), REPORTS, ResourceServerOptions.defaults().withClock(clock));

    @AfterEach
    void close() {
        issuer.close();
    }

    private Verdict verdict(String act) {
        JsonObject claims = issuer.claims().with(JsonObject.parse("{\"act\":" + act + "}"));
        return api.verify(Optional.of("Bearer " + issuer.token(claims)), Scope.empty());
    }

    private Optional<Actor> actor(String act) {
        assertThat(verdict(act)).isInstanceOf(Accepted.class);
        return ((Accepted) verdict(act)).caller().actor();
    }

    @Test
    void isNobodyUsually() {
        assertThat(actor("null")).isEmpty();
    }

    @Test
    void isAnApplicationOrAPersonAtOne() {
        assertThat(actor("{\"sub\":\"orders\",\"client_id\":\"orders\"}"))
                .contains(new Actor(new Subject("orders"), Optional.of(new ClientId("orders")), Optional.empty()));
        assertThat(actor("{\"sub\":\"bob\"}"))
                .contains(new Actor(new Subject("bob"), Optional.empty(), Optional.empty()));
    }

    @Test
    void isToldWithWhoHasActedBefore() {
        assertThat(actor("{\"sub\":\"orders\",\"act\":{\"sub\":\"web\"}}")
                        .orElseThrow()
                        .before())
                .contains(new Actor(new Subject("web"), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"orders\"", "1", "[]", "{}", "{\"sub\":1}", "{\"sub\":\"\"}", "{\"sub\":\"a\",\"act\":1}"})
    void isNotPassedOverIfItIsNotUnderstood(String nonsense) {
        assertThat(verdict(nonsense)).isInstanceOf(Refused.class);
    }
}
