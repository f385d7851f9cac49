package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.REPORTS;
import static dev.symbolon.server.storage.Samples.WEB;
import static dev.symbolon.server.storage.Samples.api;
import static dev.symbolon.server.storage.Samples.authorization;
import static dev.symbolon.server.storage.Samples.client;
import static dev.symbolon.server.storage.Samples.disabled;
import static dev.symbolon.server.storage.Samples.session;
import static dev.symbolon.server.storage.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.storage.Declarations.Absent;
import dev.symbolon.server.storage.Declarations.Present;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What declaring does, and what goes along with what goes. */
abstract class DeclarationsContract {

    private static final Present NOTHING = new Present(List.of(), List.of(), List.of());

    abstract Storage storage();

    private void declare(User... users) {
        storage().declare(Declarations.of(List.of(), List.of(), List.of(users)));
    }

    @Test
    void keepsAClientAsItWasDeclared() {
        assertThat(storage().clients().find(WEB)).contains(client(WEB, "Web"));
    }

    @Test
    void keepsAnApiAsItWasDeclared() {
        assertThat(storage().apis().find(REPORTS)).contains(api());
        assertThat(storage().apis().all()).containsExactly(api());
    }

    @Test
    void keepsAUserAsItWasDeclared() {
        assertThat(storage().users().find(ADA)).contains(user(ADA, "ada@example.com"));
        assertThat(storage().users().find(new Username("ada@example.com"))).contains(user(ADA, "ada@example.com"));
    }

    @Test
    void tellsAtOnceWhatHasBeenDeclaredAnew() {
        assertThat(storage().clients().find(WEB)).isPresent();
        assertThat(storage().clients().find(new ClientId("other"))).isEmpty();

        storage()
                .declare(Declarations.of(
                        List.of(client(WEB, "New"), client(new ClientId("other"), "Other")), List.of(), List.of()));

        assertThat(storage().clients().find(WEB)).contains(client(WEB, "New"));
        assertThat(storage().clients().find(new ClientId("other"))).isPresent();
    }

    @Test
    void tellsOfEveryClientHoweverManyThereAre() {
        List<ClientId> many = IntStream.range(0, 1_001)
                .mapToObj(number -> new ClientId("client-" + number))
                .toList();
        storage()
                .declare(Declarations.of(
                        many.stream().map(id -> client(id, "One of many")).toList(), List.of(), List.of()));

        assertThat(storage().clients().all().map(Client::id))
                .containsAll(many)
                .contains(WEB)
                .doesNotHaveDuplicates()
                .hasSize((int) storage().clients().count());
    }

    @Test
    void declaresAllOrNothing() {
        User twin = user(new Subject("twin"), "ada@example.com");

        assertThatThrownBy(() ->
                        storage().declare(Declarations.of(List.of(client(WEB, "Half")), List.of(), List.of(twin))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ada@example.com");

        assertThat(storage().clients().find(WEB)).contains(client(WEB, "Web"));
        assertThat(storage().users().find(new Subject("twin"))).isEmpty();
    }

    @Test
    void letsTwoAccountsSwapTheirUsernames() {
        Subject bob = new Subject("bob");
        declare(user(bob, "bob@example.com"));

        declare(user(ADA, "bob@example.com"), user(bob, "ada@example.com"));

        assertThat(storage()
                        .users()
                        .find(new Username("bob@example.com"))
                        .orElseThrow()
                        .subject())
                .isEqualTo(ADA);
    }

    @Test
    void endsWhatAClientHadWhenItGoes() {
        Authorization authorization = authorization("first");
        storage().authorizations().redeem(authorization).await();
        storage().consents().grant(ADA, WEB, authorization.approval().permissions(), Scope.empty(), NOW);

        storage().declare(new Declarations(NOTHING, new Absent(List.of(WEB), List.of(), List.of())));

        assertThat(storage().clients().find(WEB)).isEmpty();
        assertThat(storage().consents().find(ADA, WEB)).isEmpty();
        assertThat(storage().authorizations().find(authorization.id())).contains(authorization.end());
    }

    @Test
    void endsWhatAUserHadWhenItGoes() {
        Authorization authorization = authorization("first");
        storage().authorizations().redeem(authorization).await();
        storage().consents().grant(ADA, WEB, authorization.approval().permissions(), Scope.empty(), NOW);
        storage().sessions().begin(session("one", ADA));

        storage().declare(new Declarations(NOTHING, new Absent(List.of(), List.of(), List.of(ADA))));

        assertThat(storage().users().find(ADA)).isEmpty();
        assertThat(storage().sessions().find(session("one", ADA).id())).isEmpty();
        assertThat(storage().consents().find(ADA, WEB)).isEmpty();
        assertThat(storage().authorizations().find(authorization.id())).contains(authorization.end());
    }

    @Test
    void revivesNothingWhenADisabledUserIsEnabledAgain() {
        Authorization authorization = authorization("first");
        storage().authorizations().redeem(authorization).await();
        storage().sessions().begin(session("one", ADA));

        declare(disabled(user(ADA, "ada@example.com")));
        declare(user(ADA, "ada@example.com"));

        assertThat(storage().sessions().find(session("one", ADA).id())).isEmpty();
        assertThat(storage().authorizations().redeem(authorization).await()).isInstanceOf(Redemption.Again.class);
    }

    @Test
    void keepsTheSessionsOfAUserThatIsDeclaredAgain() {
        storage().sessions().begin(session("one", ADA));

        declare(user(ADA, "ada@example.org"));

        assertThat(storage().sessions().find(session("one", ADA).id())).isPresent();
    }

    @Test
    void removesAnApi() {
        storage().declare(new Declarations(NOTHING, new Absent(List.of(), List.of(REPORTS), List.of())));

        assertThat(storage().apis().find(REPORTS)).isEmpty();
    }
}
