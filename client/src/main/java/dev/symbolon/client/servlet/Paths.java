package dev.symbolon.client.servlet;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the filter answers itself, besides the redirect URI.
 *
 * @param initiation where somebody else may begin a login, if they may
 * @param backChannelLogout where the provider says that a session is over, if it is to
 */
record Paths(String login, String logout, Optional<String> initiation, Optional<String> backChannelLogout) {

    static final Paths USUAL = new Paths("/login", "/logout", Optional.empty(), Optional.empty());

    Paths {
        if (!Stream.concat(Stream.of(login, logout), Stream.concat(initiation.stream(), backChannelLogout.stream()))
                .allMatch(path -> path.startsWith("/"))) {
            throw new IllegalArgumentException("a path begins with a slash");
        }
        if (login.equals(logout) || initiation.filter(login::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "the paths of login and logout differ, and so do those of a login by others");
        }
    }

    Paths withLogin(String path) {
        return new Paths(path, logout, initiation, backChannelLogout);
    }

    Paths withLogout(String path) {
        return new Paths(login, path, initiation, backChannelLogout);
    }

    Paths withInitiation(String path) {
        return new Paths(login, logout, Optional.of(path), backChannelLogout);
    }

    Paths withBackChannelLogout(String path) {
        return new Paths(login, logout, initiation, Optional.of(path));
    }
}
