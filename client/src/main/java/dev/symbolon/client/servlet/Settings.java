package dev.symbolon.client.servlet;

import dev.symbolon.client.EndedLogins;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.LoginSeal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an application has chosen for the filter.
 *
 * @param protectedPaths within the application; exact, or ending in {@code /*}
 * @param options what a login does differently, by the request that starts it
 * @param endedLogins what all servers of the application know of logins that are over
 */
record Settings(
        List<String> protectedPaths,
        Paths paths,
        LoginSeal seal,
        Function<HttpServletRequest, LoginOptions> options,
        FailurePage failurePage,
        Optional<EndedLogins> endedLogins) {

    private static final String AND_BELOW = "/*";

    Settings {
        protectedPaths = List.copyOf(protectedPaths);
        for (String path : protectedPaths) {
            if (!path.startsWith("/") || path.indexOf('*') >= 0 && path.indexOf("/*") != path.length() - 2) {
                throw new IllegalArgumentException("a path begins with a slash and may end in /*: " + path);
            }
        }
    }

    static Settings defaults() {
        return new Settings(
                List.of(),
                Paths.USUAL,
                LoginSeal.random(),
                any -> LoginOptions.none(),
                new PlainFailurePage(),
                Optional.empty());
    }

    boolean protects(String path) {
        return protectedPaths.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        if (!pattern.endsWith(AND_BELOW)) {
            return pattern.equals(path);
        }
        String top = pattern.substring(0, pattern.length() - AND_BELOW.length());
        return path.equals(top) || path.startsWith(top + "/");
    }

    Settings withProtectedPaths(List<String> patterns) {
        return new Settings(patterns, paths, seal, options, failurePage, endedLogins);
    }

    Settings with(Paths others) {
        return new Settings(protectedPaths, others, seal, options, failurePage, endedLogins);
    }

    Settings withSeal(LoginSeal other) {
        return new Settings(protectedPaths, paths, other, options, failurePage, endedLogins);
    }

    Settings withOptions(Function<HttpServletRequest, LoginOptions> other) {
        return new Settings(protectedPaths, paths, seal, other, failurePage, endedLogins);
    }

    Settings withFailurePage(FailurePage page) {
        return new Settings(protectedPaths, paths, seal, options, page, endedLogins);
    }

    Settings withEndedLogins(EndedLogins ended) {
        return new Settings(protectedPaths, paths, seal, options, failurePage, Optional.of(ended));
    }
}
