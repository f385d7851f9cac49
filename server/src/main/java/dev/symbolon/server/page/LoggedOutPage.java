package dev.symbolon.server.page;

import java.util.Optional;

/** Says that the person is signed out (or, if {@code stayed}, still signed in), and offers a way on. */
public record LoggedOutPage(Optional<Application> application, boolean stayed) implements Page {}
