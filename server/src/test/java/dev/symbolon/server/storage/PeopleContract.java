package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.REPORTS;
import static dev.symbolon.server.storage.Samples.WEB;
import static dev.symbolon.server.storage.Samples.authorization;
import static dev.symbolon.server.storage.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is kept about people: sessions, consents, accounts. */
abstract class PeopleContract {

    private static final Permissions ASKED = new Permissions(
            Scope.of("openid", "email"), Optional.of(REPORTS), Scope.of("read:reports", "create:reports"));

    abstract Storage storage();

    @Test
    void keepsASession() {
        storage().sessions().begin(session("one", ADA));

        assertThat(storage().sessions().find(session("one", ADA).id())).contains(session("one", ADA));
    }

    @Test
    void confirmsAndTouchesASession() {
        storage().sessions().begin(session("one", ADA));

        storage().sessions().confirm(session("one", ADA).id(), NOW.plusSeconds(1));
        storage().sessions().touch(session("one", ADA).id(), NOW.plusSeconds(2));

        Session found = storage().sessions().find(session("one", ADA).id()).orElseThrow();
        assertThat(found.confirmedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(found.seenAt()).isEqualTo(NOW.plusSeconds(2));
    }

    @Test
    void endsASession() {
        storage().sessions().begin(session("one", ADA));

        storage().sessions().end(session("one", ADA), NOW);

        assertThat(storage().sessions().find(session("one", ADA).id())).isEmpty();
    }

    @Test
    void findsNoSessionOfNobody() {
        storage().sessions().begin(session("one", new Subject("ghost")));

        assertThat(storage().sessions().find(session("one", ADA).id())).isEmpty();
    }

    @Test
    void findsNoSessionOfADisabledAccountEvenIfItBeganAfterwards() {
        storage()
                .declare(Declarations.of(
                        List.of(), List.of(), List.of(Samples.disabled(Samples.user(ADA, "ada@example.com")))));
        storage().sessions().begin(session("one", ADA));

        assertThat(storage().sessions().find(session("one", ADA).id())).isEmpty();
    }

    @Test
    void findsNoAccountByANameThatCannotBeStored() {
        assertThat(storage().users().find(new Username("ada\0"))).isEmpty();
        assertThat(storage().users().find(new Username("ada\ud800"))).isEmpty();
    }

    private void grant(Permissions asked, Scope leftOut) {
        storage().consents().grant(ADA, WEB, asked, leftOut, NOW);
    }

    @Test
    void keepsAConsent() {
        grant(ASKED, Scope.of("create:reports", "email"));

        Consent consent = Consent.none(ADA, WEB).with(ASKED, Scope.of("create:reports", "email"), NOW);
        assertThat(storage().consents().find(ADA, WEB)).contains(consent);
        assertThat(storage().consents().following(ADA, "", 10)).containsExactly(consent);
    }

    @Test
    void listsWhatAPersonAllowsClientByClient() {
        for (String client : List.of("c", "b", "B", "a", "d")) {
            storage().consents().grant(ADA, new ClientId(client), ASKED, Scope.empty(), NOW);
        }
        storage().consents().withdraw(ADA, new ClientId("b"), NOW);

        assertThat(following("", 3)).containsExactly("B", "a", "c");
        assertThat(following("c", 3)).containsExactly("d");
        assertThat(following("d", 3)).isEmpty();
    }

    private List<String> following(String client, int most) {
        return storage().consents().following(ADA, client, most).stream()
                .map(consent -> consent.client().value())
                .toList();
    }

    @Test
    void addsToTheConsentThatStands() {
        Permissions first = new Permissions(Scope.of("openid"), Optional.empty(), Scope.empty());
        grant(first, Scope.empty());

        grant(ASKED, Scope.of("create:reports"));

        assertThat(storage().consents().find(ADA, WEB))
                .contains(Consent.none(ADA, WEB)
                        .with(first, Scope.empty(), NOW)
                        .with(ASKED, Scope.of("create:reports"), NOW));
    }

    @Test
    void remembersWhatWasAllowedInDetail() {
        Permissions first = ASKED.with(Samples.details("1.00"));
        Permissions second = ASKED.with(Samples.details("2.00"));
        grant(first, Scope.empty());

        grant(second, Scope.empty());

        assertThat(storage().consents().find(ADA, WEB))
                .contains(Consent.none(ADA, WEB).with(first, Scope.empty(), NOW).with(second, Scope.empty(), NOW));
    }

    @Test
    void losesNoneOf64AnswersAtOnce() {
        AtomicInteger next = new AtomicInteger();

        Race.of(64, () -> {
            Scope mine = Scope.of("permission:" + next.incrementAndGet());
            grant(new Permissions(Scope.empty(), Optional.of(REPORTS), mine), Scope.empty());
            return true;
        });

        Consent consent = storage().consents().find(ADA, WEB).orElseThrow();
        assertThat(consent.apis().get(REPORTS).granted().values()).hasSize(64);
    }

    @Test
    void remembersThatAConsentWasWithdrawn() {
        grant(ASKED, Scope.empty());

        storage().consents().withdraw(ADA, WEB, NOW);

        assertThat(storage().consents().isWithdrawn(ADA, WEB)).isTrue();
    }

    @Test
    void endsSessionsAndAuthorizationsWithTheOldPassword() {
        storage().sessions().begin(session("one", ADA));
        storage().authorizations().redeem(authorization("one")).await();
        User before = storage().users().find(ADA).orElseThrow();

        storage()
                .declare(Declarations.of(
                        List.of(),
                        List.of(),
                        List.of(new User(ADA, before.username(), "$new$hash", false, before.claims()))));

        assertThat(storage().sessions().find(session("one", ADA).id())).isEmpty();
        assertThat(storage().authorizations().find(authorization("one").id()))
                .map(Authorization::ended)
                .contains(true);
    }

    @Test
    void beginsNothingUnderAWithdrawnConsent() {
        storage().consents().withdraw(ADA, WEB, NOW);

        assertThat(storage().authorizations().redeem(authorization("one")).await())
                .isInstanceOf(Redemption.Over.class);
    }
}
