package dev.symbolon.client.servlet;

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
 * @param backChannelLogoutPath where the provider says that a session is over, if it is to
 * @param options what a login does differently, by the request that starts it
 */
record Settings(
        List<String> protectedPaths,
        String loginPath,
        String logoutPath,
        Optional<String> backChannelLogoutPath,
        LoginSeal seal,
        Function<HttpServletRequest, LoginOptions> options,
        FailurePage failurePage) {

    private static final String AND_BELOW = "/*";

    Settings {
        protectedPaths = List.copyOf(protectedPaths);
        for (String path : protectedPaths) {
            if (!path.startsWith("/") || path.indexOf('*') >= 0 && path.indexOf("/*") != path.length() - 2) {
                throw new IllegalArgumentException("a path begins with a slash and may end in /*: " + path);
            }
        }
        if (!loginPath.startsWith("/") || !logoutPath.startsWith("/") || loginPath.equals(logoutPath)) {
            throw new IllegalArgumentException("the paths of login and logout begin with a slash and differ");
        }
    }

    static Settings defaults() {
        return new Settings(
                List.of(),
                "/login",
                "/logout",
                Optional.empty(),
                LoginSeal.random(),
                any -> LoginOptions.none(),
                new PlainFailurePage());
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

    Settings withProtectedPaths(List<String> paths) {
        return new Settings(paths, loginPath, logoutPath, backChannelLogoutPath, seal, options, failurePage);
    }

    Settings withLoginPath(String path) {
        return new Settings(protectedPaths, path, logoutPath, backChannelLogoutPath, seal, options, failurePage);
    }

    Settings withLogoutPath(String path) {
        return new Settings(protectedPaths, loginPath, path, backChannelLogoutPath, seal, options, failurePage);
    }

    Settings withBackChannelLogoutPath(String path) {
        return new Settings(protectedPaths, loginPath, logoutPath, Optional.of(path), seal, options, failurePage);
    }

    Settings withSeal(LoginSeal other) {
        return new Settings(protectedPaths, loginPath, logoutPath, backChannelLogoutPath, other, options, failurePage);
    }

    Settings withOptions(Function<HttpServletRequest, LoginOptions> other) {
        return new Settings(protectedPaths, loginPath, logoutPath, backChannelLogoutPath, seal, other, failurePage);
    }

    Settings withFailurePage(FailurePage page) {
        return new Settings(protectedPaths, loginPath, logoutPath, backChannelLogoutPath, seal, options, page);
    }
}
