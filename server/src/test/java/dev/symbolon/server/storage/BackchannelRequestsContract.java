package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.REPORTS;
import static dev.symbolon.server.storage.Samples.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.BindingMessage;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.BackchannelRequest;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.BackchannelRequests.Room;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.Notification;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What requests over the back channel are promised: one decision, word of it until it has arrived, and room for so many. */
abstract class BackchannelRequestsContract {

    private static final Permissions ASKED =
            new Permissions(Scope.of("openid", "offline_access"), Optional.of(REPORTS), Scope.of("read:reports"));
    private static final Duration ATTEMPT = Duration.ofMinutes(1);
    private static final Room ROOM = new Room(2, 3);
    private static final ClientId OTHER = new ClientId("other");

    private final BackchannelRequest request = request("first", WEB, Optional.of("sealed"));

    abstract Storage storage();

    private BackchannelRequests requests() {
        return storage().backchannelRequests();
    }

    private static BackchannelRequest request(String id, ClientId client, Optional<String> notification) {
        return new BackchannelRequest(
                new AuthorizationId(id),
                client,
                ADA,
                ASKED,
                Optional.of(new BindingMessage("W4SCT")),
                notification,
                NOW.plus(Duration.ofMinutes(5)),
                new Decision.Pending());
    }

    private static Decision allowed(String session) {
        return new Decision.Allowed(new Approval(WEB, ADA, new SessionId(session), NOW, ASKED));
    }

    private Decision decision() {
        return requests().find(request.authorization()).orElseThrow().decision();
    }

    private boolean begin(String id, ClientId client) {
        return requests().begin(request(id, client, Optional.empty()), ROOM, NOW);
    }

    private List<Notification> take(Instant when) {
        return storage().notifications().take(when, ATTEMPT, 10);
    }

    @Test
    void keepsARequestThatWaits() {
        assertThat(requests().begin(request, ROOM, NOW)).isTrue();
        assertThat(requests().begin(request, ROOM, NOW)).isTrue();

        assertThat(requests().find(request.authorization())).contains(request);
        assertThat(requests().find(new AuthorizationId("unknown"))).isEmpty();
    }

    @Test
    void showsThePersonWhatWaitsAndNothingElse() {
        requests().begin(request, ROOM, NOW);
        begin("second", OTHER);
        requests().decide(request("second", OTHER, Optional.empty()), new Decision.Denied(), NOW);

        assertThat(requests().waiting(ADA, 10, NOW)).containsExactly(request);
        assertThat(requests().waiting(ADA, 10, request.expiresAt())).isEmpty();
        assertThat(requests().waiting(new dev.symbolon.protocol.Subject("bob"), 10, NOW))
                .isEmpty();
    }

    @Test
    void countsTheFirstDecisionAlone() {
        requests().begin(request, ROOM, NOW);

        assertThat(requests().decide(request, new Decision.Denied(), NOW)).isTrue();
        assertThat(requests().decide(request, allowed("one"), NOW)).isFalse();
        assertThat(decision()).isEqualTo(new Decision.Denied());
    }

    @Test
    void countsOneOfManyDecisionsAtOnce() {
        requests().begin(request, ROOM, NOW);
        AtomicInteger next = new AtomicInteger();

        List<Boolean> counted =
                Race.of(64, () -> requests().decide(request, allowed("session " + next.incrementAndGet()), NOW));

        assertThat(counted).filteredOn(first -> first).hasSize(1);
    }

    @Test
    void countsNoDecisionThatComesTooLate() {
        requests().begin(request, ROOM, NOW);

        assertThat(requests().decide(request, allowed("one"), request.expiresAt()))
                .isFalse();
        assertThat(decision()).isEqualTo(new Decision.Pending());
    }

    @Test
    void hasRoomForSoManyOfAClientThatAreNotAllowed() {
        assertThat(begin("1", WEB)).isTrue();
        assertThat(begin("2", WEB)).isTrue();
        assertThat(begin("3", WEB)).isFalse();
        requests().decide(request("1", WEB, Optional.empty()), new Decision.Denied(), NOW);
        assertThat(begin("3", WEB)).isFalse();

        requests().decide(request("2", WEB, Optional.empty()), allowed("one"), NOW);
        assertThat(begin("3", WEB)).isTrue();
    }

    @Test
    void hasRoomForSoManyOfAPerson() {
        assertThat(begin("1", WEB)).isTrue();
        assertThat(begin("2", WEB)).isTrue();
        assertThat(begin("3", OTHER)).isTrue();

        assertThat(begin("4", OTHER)).isFalse();
        assertThat(requests().begin(request("5", OTHER, Optional.empty()), ROOM, request.expiresAt()))
                .isTrue();
    }

    @Test
    void leavesWordOnceThePersonHasDecided() {
        requests().begin(request, ROOM, NOW);
        assertThat(take(NOW)).isEmpty();
        requests().decide(request, allowed("one"), NOW);

        List<Notification> taken = take(NOW);

        assertThat(taken)
                .containsExactly(new Notification(request.authorization(), WEB, "sealed", 1, request.expiresAt()));
        assertThat(take(NOW.plusSeconds(59))).isEmpty();
        assertThat(take(NOW.plusSeconds(60)))
                .singleElement()
                .extracting(Notification::attempts)
                .isEqualTo(2);
    }

    @Test
    void leavesNoWordForAClientThatPolls() {
        begin("polling", WEB);

        requests().decide(request("polling", WEB, Optional.empty()), new Decision.Denied(), NOW);

        assertThat(take(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void defersAndForgets() {
        requests().begin(request, ROOM, NOW);
        requests().decide(request, new Decision.Denied(), NOW);
        storage().notifications().defer(take(NOW).getFirst(), NOW.plusSeconds(10));
        assertThat(take(NOW.plusSeconds(9))).isEmpty();

        Notification again = take(NOW.plusSeconds(10)).getFirst();
        storage().notifications().remove(again);

        assertThat(take(NOW.plusSeconds(100))).isEmpty();
    }

    @Test
    void tellsNobodyOfARequestThatIsOver() {
        requests().begin(request, ROOM, NOW);
        requests().decide(request, new Decision.Denied(), NOW);

        assertThat(take(request.expiresAt())).isEmpty();
    }

    @Test
    void doesWhatHasBeenTakenByAnotherNoHarm() {
        requests().begin(request, ROOM, NOW);
        requests().decide(request, new Decision.Denied(), NOW);
        Notification early = take(NOW).getFirst();
        Notification late = take(NOW.plusSeconds(60)).getFirst();

        storage().notifications().remove(early);

        assertThat(take(NOW.plusSeconds(120)))
                .singleElement()
                .extracting(Notification::attempts)
                .isEqualTo(late.attempts() + 1);
    }

    @Test
    void sweepsWhatHasExpired() {
        requests().begin(request, ROOM, NOW);

        assertThat(storage().sweep(request.expiresAt(), 10)).isEqualTo(1);

        assertThat(requests().find(request.authorization())).isEmpty();
    }
}
