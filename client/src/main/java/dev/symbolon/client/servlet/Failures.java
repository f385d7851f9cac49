package dev.symbolon.client.servlet;

import dev.symbolon.client.LocalPath;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Reason;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends a login that came to nothing or is over: logs why, and starts again by itself what has merely expired, once. */
final class Failures {

    private static final System.Logger LOG = System.getLogger(OpenIdFilter.class.getName());
    private static final String RESTARTED = "symbolon-restarted";
    private static final int RESTARTED_SECONDS = 120;

    private final Settings settings;

    Failures(Settings settings) {
        this.settings = settings;
    }

    void show(OpenIdFailure failure, LocalPath returnTo, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Level level = failure instanceof OpenIdFailure.Refused ? Level.INFO : Level.WARNING;
        LOG.log(level, "a login came to nothing: {0}", failure.getMessage());
        if (failure instanceof OpenIdFailure.Invalid invalid && invalid.reason() == Reason.LOGIN_EXPIRED) {
            showUnknown(returnTo, request, response);
            return;
        }
        show(new FailedLogin(Optional.of(failure), again(returnTo, request), false), request, response);
    }

    /** The browser brought an answer, and nothing is known of the question. */
    void showUnknown(LocalPath returnTo, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean first = cookies(request).noneMatch(cookie -> cookie.getName().equals(RESTARTED));
        if (first) {
            Cookie cookie = new Cookie(RESTARTED, "1");
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setMaxAge(RESTARTED_SECONDS);
            cookie.setAttribute("SameSite", "Lax");
            response.addCookie(cookie);
        }
        show(new FailedLogin(Optional.empty(), again(returnTo, request), first), request, response);
    }

    /** The provider has ended the session. */
    void showEnd(LocalPath returnTo, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setStatus(401);
        response.setHeader("Cache-Control", "no-store");
        settings.failurePage().showEnd(again(returnTo, request), request, response);
    }

    private void show(FailedLogin failed, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setStatus(failed.status());
        response.setHeader("Cache-Control", "no-store");
        settings.failurePage().show(failed, request, response);
    }

    private String again(LocalPath returnTo, HttpServletRequest request) {
        return request.getContextPath() + settings.paths().login() + "?" + OpenIdFilter.RETURN_TO + "="
                + URLEncoder.encode(returnTo.value(), StandardCharsets.UTF_8);
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        return request.getCookies() == null ? Stream.empty() : Stream.of(request.getCookies());
    }
}
