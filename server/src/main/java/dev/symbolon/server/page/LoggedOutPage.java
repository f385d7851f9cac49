package dev.symbolon.server.page;

import java.util.List;
import java.util.Optional;

/**
 * Says that the person is signed out (or, if {@code stayed}, still signed in), and offers a way on.
 *
 * @param frames addresses that are loaded out of sight, so that applications hear of it (Front-Channel Logout §2)
 * @param onward where the browser goes once that is done, if it does not stay
 */
public record LoggedOutPage(
        Optional<Application> application, boolean stayed, List<String> frames, Optional<String> onward)
        implements Page {

    public LoggedOutPage {
        frames = List.copyOf(frames);
    }

    /** A page that tells nobody and stays. */
    public LoggedOutPage(Optional<Application> application, boolean stayed) {
        this(application, stayed, List.of(), Optional.empty());
    }
}
