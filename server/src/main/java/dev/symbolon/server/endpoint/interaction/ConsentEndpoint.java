package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Flow;
import dev.symbolon.server.authorization.NextStep;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.ConsentPage;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.user.Users;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /consent}: asks what the application may do, and remembers the answer (OIDC Core §3.1.2.4). */
public final class ConsentEndpoint implements Endpoint {

    /** What it reads and writes. */
    public record Stores(Consents consents, Users users) {}

    private final Visits visits;
    private final Questions questions;
    private final Flow flow;
    private final Continuation continuation;
    private final Stores stores;
    private final PermissionGroups groups;
    private final Surroundings surroundings;

    public ConsentEndpoint(
            Visits visits,
            Questions questions,
            Flow flow,
            Continuation continuation,
            Stores stores,
            PermissionGroups groups,
            Surroundings surroundings) {
        this.visits = visits;
        this.questions = questions;
        this.flow = flow;
        this.continuation = continuation;
        this.stores = stores;
        this.groups = groups;
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return switch (visits.receive(request)) {
            case Visit.Lost() -> visits.lost(request);
            case Visit.Over(String start) -> HttpResponse.redirect(start);
            case Visit.Stale(Visit.Current renewed, var browser) -> browser.mark(show(request, renewed));
            case Visit.Current current -> request.isPost() ? answer(request, current) : show(request, current);
        };
    }

    private HttpResponse show(HttpRequest request, Visit.Current visit) {
        if (visit.session().isPresent()
                && flow.next(visit.interaction(), visit.session()) instanceof NextStep.AskConsent(Permissions asked)) {
            return page(request, visit, visit.session().get(), asked);
        }
        return continuation.advance(request, visit.interaction(), visit.session());
    }

    private HttpResponse page(HttpRequest request, Visit.Current visit, Session session, Permissions asked) {
        List<Locale> uiLocales = visit.interaction().request().demands().uiLocales();
        return surroundings
                .screens()
                .show(
                        request,
                        uiLocales,
                        new ConsentPage(
                                visit.application(),
                                questions.seal(visit, session, asked.named()),
                                Accounts.name(stores.users(), session.subject()),
                                groups.of(asked, surroundings.screens().languages(request, uiLocales))));
    }

    private HttpResponse answer(HttpRequest request, Visit.Current visit) {
        if (visit.session().isPresent()
                && flow.next(visit.interaction(), visit.session()) instanceof NextStep.AskConsent(Permissions asked)
                && questions.isAnswered(request, visit.session().get(), asked.named())) {
            return decide(request, visit, visit.session().get(), asked);
        }
        return show(request, visit);
    }

    private HttpResponse decide(HttpRequest request, Visit.Current visit, Session session, Permissions asked) {
        Parameters form = request.form();
        return switch (form.one("decision").orElse("")) {
            case "allow" -> allow(request, visit, session, asked, groups.optionalOf(asked, form.all("leave_out")));
            case "deny" -> deny(request, visit, session);
            default -> page(request, visit, session, asked);
        };
    }

    private HttpResponse allow(
            HttpRequest request, Visit.Current visit, Session session, Permissions asked, Scope leftOut) {
        AuthorizationRequest authorization = visit.interaction().request();
        stores.consents().grant(session.subject(), authorization.client(), asked, leftOut, surroundings.now());
        surroundings
                .audit()
                .record(new AuditEvent.ConsentGiven(
                        session.subject(),
                        authorization.client(),
                        asked.all().minus(leftOut).toString()));
        return continuation.advance(request, visit.interaction(), Optional.of(session));
    }

    private HttpResponse deny(HttpRequest request, Visit.Current visit, Session session) {
        surroundings
                .audit()
                .record(new AuditEvent.ConsentDenied(
                        session.subject(), visit.client().id()));
        return continuation.refuse(
                request,
                visit.interaction(),
                new OAuthException(ErrorCode.ACCESS_DENIED, "the person does not let the application do this"));
    }
}
