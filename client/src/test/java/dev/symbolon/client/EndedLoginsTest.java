package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Back-Channel Logout §2.7: ends that all servers of an application know of")
class EndedLoginsTest {

    private static final Duration LONGEST = Duration.ofHours(8);

    @AutoClose
    private final TestLogins logins = new TestLogins();

    private final SharedNotes notes = new SharedNotes();
    private final EndedLogins here = EndedLogins.in(notes, LONGEST, logins.clock);
    private final EndedLogins elsewhere = EndedLogins.in(notes, LONGEST, logins.clock);

    private static final class SharedNotes implements LogoutNotes {

        private final Map<String, Instant> byName = new HashMap<>();
        private final Set<Duration> lifetimes = new java.util.HashSet<>();

        @Override
        public void keep(String name, Instant time, Duration lifetime) {
            byName.put(name, time);
            lifetimes.add(lifetime);
        }

        @Override
        public Map<String, Instant> find(Set<String> names) {
            Map<String, Instant> found = new HashMap<>(byName);
            found.keySet().retainAll(names);
            return found;
        }
    }

    private Login login(String sid) {
        logins.provider.backClaims = claims -> claims.with("sid", sid);
        return logins.login();
    }

    private void tell(JsonObject claims) {
        elsewhere.add(logins.client().readLogoutToken(logins.provider.signingKey.sign("logout+jwt", claims)));
    }

    private JsonObject about(String sid) {
        return logins.provider.logoutClaims(sid);
    }

    @Test
    void aSessionThatIsNamedIsOverAndNoOther() {
        Login one = login("one");
        Login two = login("two");

        tell(about("one"));

        assertThat(here.include(one)).isTrue();
        assertThat(here.include(two)).isFalse();
    }

    @Test
    void aSessionIsNamedWithoutItsPersonToo() {
        Login one = login("one");

        tell(about("one").without("sub"));

        assertThat(here.include(one)).isTrue();
    }

    @Test
    void aSessionOfAnotherPersonGoesOn() {
        Login one = login("one");

        tell(about("one").with("sub", "bob"));

        assertThat(here.include(one)).isFalse();
    }

    @Test
    void aLoginThatWasBeingFinishedMeanwhileIsOverToo() {
        tell(about("one"));
        logins.clock.advance(Duration.ofSeconds(5));

        assertThat(here.include(login("one"))).isTrue();
    }

    @Test
    void everySessionOfThePersonIsOverThatBeganBefore() {
        Login before = login("one");
        tell(about("any").without("sid"));
        logins.clock.advance(Duration.ofSeconds(1));
        Login after = login("two");

        assertThat(here.include(before)).isTrue();
        assertThat(here.include(after)).isFalse();
    }

    @Test
    void aRefreshMakesNothingYounger() {
        Login before = login("one");
        tell(about("any").without("sid"));
        logins.clock.advance(Duration.ofSeconds(90));
        Login refreshed = logins.client().refresh(before);

        assertThat(refreshed.at()).isEqualTo(before.at());
        assertThat(here.include(refreshed)).isTrue();
    }

    @Test
    void aLoginThatIsTooOldIsOver() {
        Login one = login("one");

        logins.clock.advance(LONGEST.minusMillis(1));
        assertThat(here.include(one)).isFalse();
        logins.clock.advance(Duration.ofMillis(1));
        assertThat(here.include(one)).isTrue();
    }

    @Test
    void aNoteSaysNothingOfThePersonAndIsKeptAsLongAsALoginCounts() {
        tell(about("one"));

        assertThat(notes.byName.keySet()).singleElement().asString().matches("[A-Za-z0-9_-]{43}");
        assertThat(notes.lifetimes).containsExactly(LONGEST);
    }

    @Test
    void aLoginMustCountForSomeTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> EndedLogins.in(notes, Duration.ZERO));
    }
}
