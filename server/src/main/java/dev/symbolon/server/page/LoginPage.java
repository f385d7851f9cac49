package dev.symbolon.server.page;

import java.time.Duration;

/**
 * Asks who the person is. Its form posts {@code interaction}, {@code username} and {@code password} to {@code /login}.
 *
 * @param username what to fill in
 */
public record LoginPage(Application application, String interaction, String username, Problem problem) implements Page {

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
