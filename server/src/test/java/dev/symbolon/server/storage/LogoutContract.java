package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.WEB;
import static dev.symbolon.server.storage.Samples.disabled;
import static dev.symbolon.server.storage.Samples.session;
import static dev.symbolon.server.storage.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.session.LogoutDelivery;
import dev.symbolon.server.session.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is promised of sessions that are over: whoever is to hear of it does, whichever node is there. */
abstract class LogoutContract {

    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    private final Session session = session("one", ADA);

    abstract Storage storage();

    private void beginWithAClient() {
        storage().sessions().begin(session);
        storage().sessions().involve(session.sid(), WEB, session.expiresAt());
    }

    private List<LogoutDelivery> take(int seconds) {
        return storage().logoutDeliveries().take(NOW.plusSeconds(seconds), ATTEMPT, 10);
    }

    private LogoutDelivery delivery(int attempts, int dueIn) {
        return new LogoutDelivery(session.sid(), WEB, ADA, attempts, NOW.plusSeconds(dueIn));
    }

    @Test
    void leavesWordForTheClientsOfASession() {
        beginWithAClient();

        assertThat(storage().sessions().end(session, NOW)).containsExactly(WEB);

        assertThat(storage().sessions().find(session.id())).isEmpty();
        assertThat(take(0)).containsExactly(delivery(1, 60));
    }

    @Test
    void leavesWordForThoseThatHaveRedeemedACode() {
        Session ofTheSample = new Session(
                Samples.authorization("first").approval().session(),
                Samples.authorization("first").approval().session(),
                ADA,
                NOW,
                NOW,
                NOW,
                session.expiresAt());
        storage().sessions().begin(ofTheSample);
        storage().authorizations().redeem(Samples.authorization("first")).await();

        assertThat(storage().sessions().end(ofTheSample, NOW)).containsExactly(WEB);
    }

    @Test
    void leavesWordForClientsThatAreKnownByADocument() {
        ClientId documented = new ClientId("https://app.example.org/client.json");
        ClientId gone = new ClientId("gone");
        storage().sessions().begin(session);
        storage().sessions().involve(session.sid(), documented, session.expiresAt());
        storage().sessions().involve(session.sid(), gone, session.expiresAt());

        assertThat(storage().sessions().end(session, NOW)).containsExactly(documented);
        assertThat(take(0)).extracting(LogoutDelivery::client).containsExactly(documented);
    }

    @Test
    void leavesWordForThemIfTheAccountIsDisabled() {
        ClientId documented = new ClientId("https://app.example.org/client.json");
        storage().sessions().begin(session);
        storage().sessions().involve(session.sid(), documented, session.expiresAt());

        storage().declare(Declarations.of(List.of(), List.of(), List.of(disabled(user(ADA, "ada@example.com")))));

        assertThat(take(0)).extracting(LogoutDelivery::client).containsExactly(documented);
    }

    @Test
    void leavesWordOnceHoweverOftenItEnds() {
        beginWithAClient();

        List<Integer> told =
                Race.of(32, () -> storage().sessions().end(session, NOW).size());

        assertThat(told).containsOnlyOnce(1);
        assertThat(take(0)).hasSize(1);
    }

    @Test
    void leavesNoWordOfASessionThatAnotherOneReplaces() {
        beginWithAClient();

        storage().sessions().forget(session.id());

        assertThat(take(0)).isEmpty();
    }

    @Test
    void leavesWordIfTheAccountIsDisabled() {
        beginWithAClient();

        storage().declare(Declarations.of(List.of(), List.of(), List.of(disabled(user(ADA, "ada@example.com")))));

        assertThat(take(0)).containsExactly(delivery(1, 60));
    }

    @Test
    void givesADeliveryToOneNodeAtATime() {
        beginWithAClient();
        storage().sessions().end(session, NOW);

        List<List<LogoutDelivery>> taken = Race.of(32, () -> take(0));

        assertThat(taken.stream().flatMap(Collection::stream)).hasSize(1);
    }

    @Test
    void givesItToAnotherOneOnceTheFirstHasHadItsTime() {
        beginWithAClient();
        storage().sessions().end(session, NOW);
        take(0);

        assertThat(take(59)).isEmpty();
        assertThat(take(60)).containsExactly(delivery(2, 120));
    }

    @Test
    void putsADeliveryOff() {
        beginWithAClient();
        storage().sessions().end(session, NOW);
        LogoutDelivery taken = take(0).getFirst();

        storage().logoutDeliveries().defer(taken, NOW.plusSeconds(10));

        assertThat(take(9)).isEmpty();
        assertThat(take(10)).hasSize(1);
    }

    @Test
    void forgetsWhatHasArrived() {
        beginWithAClient();
        storage().sessions().end(session, NOW);

        storage().logoutDeliveries().remove(take(0).getFirst());

        assertThat(take(3_600)).isEmpty();
    }

    @Test
    void leavesADeliveryToWhoeverHasTakenItSince() {
        beginWithAClient();
        storage().sessions().end(session, NOW);
        LogoutDelivery early = take(0).getFirst();
        take(60);

        storage().logoutDeliveries().remove(early);
        storage().logoutDeliveries().defer(early, NOW);

        assertThat(take(119)).isEmpty();
        assertThat(take(120)).hasSize(1);
    }

    @Test
    void sweepsWhatNobodyCouldDeliver() {
        beginWithAClient();
        storage().sessions().end(session, NOW);

        assertThat(storage().sweep(NOW.plus(Duration.ofDays(2)), 10)).isEqualTo(2);
        assertThat(take(0)).isEmpty();
    }
}
