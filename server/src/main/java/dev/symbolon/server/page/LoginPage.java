package dev.symbolon.server.page;

import java.time.Duration;
import java.util.Optional;

/**
 * Asks who the person is. Its form posts {@code interaction}, {@code username} and {@code password} to {@code /login}, or to
 * {@code /account/login} if no application but a page of the provider's own is what they sign in for.
 *
 * @param username what to fill in
 */
public record LoginPage(Optional<Application> application, String interaction, String username, Problem problem)
        implements Page {

    String action() {
        return application.isPresent() ? "/login" : "/account/login";
    }

    /** Why the page is shown again. */
    public sealed interface Problem {

        record None() implements Problem {}

        /** Username or password is wrong; which one is not said. */
        record WrongCredentials() implements Problem {}

        record TooManyAttempts(Duration pause) implements Problem {}

        /** The page was too old, or from before a restart; it has been renewed. */
        record Renewed() implements Problem {}
    }
}
