package dev.symbolon.client;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseType;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/** A provider, a clock and a client of one test, and the usual way from the start of a login to its end. */
final class TestLogins implements AutoCloseable {

    final MovableClock clock = new MovableClock();
    final TestProvider provider = new TestProvider(clock);
    Registration registration = provider.registration();

    TestLogins asking(ResponseType type) {
        registration = registration.withResponseType(type);
        return this;
    }

    OpenIdClient client() {
        return OpenIdClient.of(
                registration, Environment.system().withClock(clock).withTimeout(Duration.ofSeconds(5)));
    }

    Login login() {
        return login(client(), LoginOptions.none(), UnaryOperator.identity());
    }

    /** A login whose answer is tampered with on its way. */
    Login login(UnaryOperator<Parameters> tampering) {
        return login(client(), LoginOptions.none(), tampering);
    }

    Login login(OpenIdClient client, LoginOptions options, UnaryOperator<Parameters> tampering) {
        StartedLogin started = client.startLogin(options);
        Parameters answer = tampering.apply(provider.answer(started.authorizationUri()));
        return client.finishLogin(started.pending(), TestProvider.arriving(started, answer));
    }

    Reason refusalOf(UnaryOperator<Parameters> tampering) {
        return reasonOf(() -> login(tampering));
    }

    Reason refusal() {
        return reasonOf(this::login);
    }

    static Reason reasonOf(Runnable action) {
        OpenIdFailure.Invalid invalid = catchThrowableOfType(OpenIdFailure.Invalid.class, action::run);
        Assertions.assertThat(invalid).as("the refusal").isNotNull();
        return invalid.reason();
    }

    static UnaryOperator<Parameters> replacing(String name, String value) {
        return answer -> answer.without(name).with(name, value);
    }

    static UnaryOperator<Parameters> dropping(String name) {
        return answer -> answer.without(name);
    }

    @Override
    public void close() {
        provider.close();
    }
}
