package dev.symbolon.server.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The application on whose behalf a page is shown.
 *
 * @param name as registered, in the reader's language
 * @param destination the host (and port) that the browser will go to, for instance {@code app.example.org}
 * @param origin the same as a content security policy names it; the page's forms may lead there
 * @param home where a person goes back to the application
 * @param logo a picture that stands for it
 * @param policy what it does with data about people
 * @param terms on which terms it may be used
 * @param describedBy the host that all this is from, if nobody has registered the application
 */
public record Application(
        String name,
        String destination,
        String origin,
        Optional<String> home,
        Optional<String> logo,
        Optional<String> policy,
        Optional<String> terms,
        Optional<String> describedBy) {

    /** One that has no pages but perhaps a home. */
    public Application(String name, String destination, String origin, Optional<String> home) {
        this(name, destination, origin, home, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The picture, if it is one that a page can load. */
    Optional<String> logo(Frame frame) {
        return logo.flatMap(frame::link);
    }

    /** What a person may want to read before they decide, each by the key of its text. */
    Map<String, String> ownPages(Frame frame) {
        Map<String, String> pages = new LinkedHashMap<>();
        policy.flatMap(frame::link).ifPresent(address -> pages.put("application.policy", address));
        terms.flatMap(frame::link).ifPresent(address -> pages.put("application.terms", address));
        return pages;
    }
}
