package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Flow;
import dev.symbolon.server.authorization.Interactions;
import dev.symbolon.server.authorization.NextStep;
import dev.symbolon.server.endpoint.LoginForm;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.LoginPage;
import dev.symbolon.server.page.LoginPage.Problem;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.user.User;
import java.util.Optional;

/** {@code /login}: finds out who the person is, and begins a session. */
public final class LoginEndpoint implements Endpoint {

    private final Visits visits;
    private final Flow flow;
    private final Continuation continuation;
    private final Interactions interactions;
    private final LoginForm form;
    private final Surroundings surroundings;

    public LoginEndpoint(
            Visits visits,
            Flow flow,
            Continuation continuation,
            Interactions interactions,
            LoginForm form,
            Surroundings surroundings) {
        this.visits = visits;
        this.flow = flow;
        this.continuation = continuation;
        this.interactions = interactions;
        this.form = form;
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return switch (visits.receive(request)) {
            case Visit.Lost() -> visits.lost(request);
            case Visit.Over(String start) -> HttpResponse.redirect(start);
            case Visit.Stale(Visit.Current renewed, var browser) ->
                browser.mark(show(request, renewed, request.isPost() ? new Problem.Renewed() : new Problem.None()));
            case Visit.Current current ->
                request.isPost() ? verify(request, current) : show(request, current, new Problem.None());
        };
    }

    /** The page, unless there is nothing to sign in for any more: then another tab was faster. */
    private HttpResponse show(HttpRequest request, Visit.Current visit, Problem problem) {
        return flow.next(visit.interaction(), visit.session()) instanceof NextStep.LogIn
                ? page(request, visit, hint(visit), problem)
                : continuation.advance(request, visit.interaction(), visit.session());
    }

    private static String hint(Visit.Current visit) {
        return visit.interaction().request().demands().loginHint().orElse("");
    }

    private HttpResponse page(HttpRequest request, Visit.Current visit, String username, Problem problem) {
        return surroundings
                .screens()
                .show(
                        request,
                        visit.interaction().request().demands().uiLocales(),
                        new LoginPage(
                                Optional.of(visit.application()),
                                interactions.seal(visit.interaction()),
                                username,
                                problem));
    }

    private HttpResponse verify(HttpRequest request, Visit.Current visit) {
        return switch (form.read(request)) {
            case LoginForm.Result.Recognised(User user) -> begin(request, visit, user);
            case LoginForm.Result.Refused(String username, Problem problem) -> page(request, visit, username, problem);
        };
    }

    private HttpResponse begin(HttpRequest request, Visit.Current visit, User user) {
        SessionCookie.Begun begun = surroundings.sessions().begin(request, user.subject());
        surroundings
                .audit()
                .record(new AuditEvent.SignedIn(
                        user.subject(), Optional.of(visit.client().id()), request.remoteAddress()));
        return continuation
                .advance(request, visit.interaction(), Optional.of(begun.session()))
                .withCookies(begun.cookies());
    }
}
