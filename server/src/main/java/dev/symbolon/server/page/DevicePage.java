package dev.symbolon.server.page;

import java.time.Duration;

/**
 * Asks for the code that a device shows. Its form posts {@code user_code} to {@code /device}.
 *
 * @param account who is signed in, as the person knows it
 * @param userCode what to fill in
 */
public record DevicePage(String account, String userCode, Problem problem) implements Page {

    /** Why the page is shown again. */
    public sealed interface Problem {

        record None() implements Problem {}

        /** No device waits with such a code, or not any more. */
        record WrongCode() implements Problem {}

        record TooManyAttempts(Duration pause) implements Problem {}
    }
}
