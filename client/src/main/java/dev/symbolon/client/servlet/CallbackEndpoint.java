package dev.symbolon.client.servlet;

import dev.symbolon.client.Callback;
import dev.symbolon.client.Check;
import dev.symbolon.client.LocalPath;
import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.PendingLogin;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.State;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The redirect URI: takes the provider's answer, whichever way it comes, and begins the session.
 *
 * <p>An answer in the query string is finished at once. One with a fragment is handed over by the {@link RelayPage}. One that is
 * posted is finished, parked, and fetched by the GET that follows, which has the session cookie.
 */
final class CallbackEndpoint {

    private static final String PARKED = "parked";

    private final OpenIdClient client;
    private final PendingLogins pendingLogins;
    private final ParkedLogins parkedLogins;
    private final LocalSessions sessions;
    private final Failures failures;

    CallbackEndpoint(
            OpenIdClient client,
            PendingLogins pendingLogins,
            ParkedLogins parkedLogins,
            LocalSessions sessions,
            Failures failures) {
        this.client = client;
        this.pendingLogins = pendingLogins;
        this.parkedLogins = parkedLogins;
        this.sessions = sessions;
        this.failures = failures;
    }

    boolean isAt(HttpServletRequest request) {
        String path = client.registration().redirectUri().uri().getPath();
        return path.equals(request.getContextPath() + OpenIdFilter.path(request));
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            switch (request.getMethod()) {
                case "GET", "HEAD" -> get(request, response);
                case "POST" -> post(PostedForm.read(request), request, response);
                default -> {
                    response.setHeader("Allow", "GET, HEAD, POST");
                    response.sendError(405);
                }
            }
        } catch (OpenIdFailure e) {
            failures.show(e, home(request), request, response);
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String query = request.getQueryString();
        if (query == null || query.isEmpty()) {
            RelayPage.write(response, home(request).value());
            return;
        }
        Callback callback = Callback.query(query);
        Optional<String> parked = callback.parameters().one(PARKED);
        if (parked.isPresent()) {
            fetchParked(parked.get(), request, response);
            return;
        }
        Optional<PendingLogin> pending = client.stateOf(callback).flatMap(state -> pendingLogins.find(request, state));
        if (pending.isEmpty()) {
            unknown(request, response);
        } else if (comesInTwoHalves(pending.get(), callback)) {
            RelayPage.write(response, home(request).value());
        } else {
            finish(pending.get(), callback, request, response)
                    .ifPresent(login -> begin(login, pending.get().state(), request, response));
        }
    }

    private boolean comesInTwoHalves(PendingLogin pending, Callback callback) {
        return pending.expected().responseMode() == ResponseMode.QUERY_FRAGMENT
                && callback.parameters().all("error").isEmpty()
                && !client.registration().strictness().skipped().contains(Check.FRAGMENT_RELAYED);
    }

    private void post(Callback callback, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Optional<PendingLogin> pending = client.stateOf(callback).flatMap(state -> pendingLogins.find(request, state));
        if (pending.isEmpty()) {
            unknown(request, response);
            return;
        }
        Optional<Login> login = finish(pending.get(), callback, request, response);
        if (login.isPresent()) {
            String key = parkedLogins.park(login.get(), pending.get().state());
            Redirects.to(response, request.getContextPath() + OpenIdFilter.path(request) + "?" + PARKED + "=" + key);
        }
    }

    private Optional<Login> finish(
            PendingLogin pending, Callback callback, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            return Optional.of(client.finishLogin(pending, callback));
        } catch (OpenIdFailure e) {
            pendingLogins.drop(response, pending.state());
            failures.show(e, pending.returnTo(), request, response);
            return Optional.empty();
        }
    }

    private void fetchParked(String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Optional<ParkedLogins.Parked> parked = parkedLogins
                .take(key)
                .filter(found -> pendingLogins.find(request, found.state()).isPresent());
        if (parked.isEmpty()) {
            unknown(request, response);
            return;
        }
        begin(parked.get().login(), parked.get().state(), request, response);
    }

    private void begin(Login login, State state, HttpServletRequest request, HttpServletResponse response) {
        pendingLogins.drop(response, state);
        Sessions.begin(request, login);
        sessions.remember(request, login);
        Redirects.to(response, login.returnTo().value());
    }

    /** Nothing to be done if the person is signed in: the back button, a reload, or a form sent twice. */
    private void unknown(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (Sessions.login(request).isPresent()) {
            Redirects.to(response, home(request).value());
            return;
        }
        failures.showUnknown(home(request), request, response);
    }

    private static LocalPath home(HttpServletRequest request) {
        return LocalPath.parse(request.getContextPath() + "/").orElse(LocalPath.ROOT);
    }
}
