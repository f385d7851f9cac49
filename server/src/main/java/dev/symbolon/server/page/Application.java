package dev.symbolon.server.page;

import java.util.Optional;

/**
 * The application on whose behalf a page is shown.
 *
 * @param name as registered, in the reader's language
 * @param destination the host (and port) that the browser will go to, for instance {@code app.example.org}
 * @param origin the same as a content security policy names it; the page's forms may lead there
 * @param home where a person goes back to the application
 */
public record Application(String name, String destination, String origin, Optional<String> home) {}
