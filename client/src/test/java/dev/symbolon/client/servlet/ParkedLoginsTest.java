package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.Environment;
import dev.symbolon.client.Login;
import dev.symbolon.client.MovableClock;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.StartedLogin;
import dev.symbolon.client.TestProvider;
import dev.symbolon.protocol.State;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Logins between the form that brought them and the page after it")
class ParkedLoginsTest {

    private final MovableClock clock = new MovableClock();

    @AutoClose
    private final TestProvider provider = new TestProvider(clock);

    private final ParkedLogins parked = new ParkedLogins(clock, 2);
    private final State state = new State("state");
    private final Login login = login();

    private Login login() {
        OpenIdClient client =
                OpenIdClient.of(provider.registration(), Environment.system().withClock(clock));
        StartedLogin started = client.startLogin();
        return client.finishLogin(started.pending(), provider.callback(started));
    }

    @Test
    void areFetchedOnce() {
        String key = parked.park(login, state);

        assertThat(parked.take(key))
                .hasValueSatisfying(found -> assertThat(found.login()).isEqualTo(login));
        assertThat(parked.take(key)).isEmpty();
    }

    @Test
    void areGoodForLessThanAMinute() {
        String key = parked.park(login, state);
        clock.advance(Duration.ofMinutes(1));

        assertThat(parked.take(key)).isEmpty();
    }

    @Test
    void areFetchedByNothingElse() {
        parked.park(login, state);

        assertThat(parked.take("")).isEmpty();
    }

    @Test
    void giveWayIfThereAreTooMany() {
        String first = parked.park(login, state);
        String second = parked.park(login, state);
        String third = parked.park(login, state);

        assertThat(parked.take(first)).isEmpty();
        assertThat(parked.take(second)).isPresent();
        assertThat(parked.take(third)).isPresent();
    }
}
