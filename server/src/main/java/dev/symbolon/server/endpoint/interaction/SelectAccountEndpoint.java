package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.authorization.AuthenticationDemands;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.authorization.Flow;
import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.authorization.NextStep;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.SelectAccountPage;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.Sessions;
import dev.symbolon.server.user.Users;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** {@code /account/select}: asks whether to go on with the account that is signed in ({@code prompt=select_account}). */
public final class SelectAccountEndpoint implements Endpoint {

    /** What it reads and writes. */
    public record Stores(Sessions sessions, Users users) {}

    private final Visits visits;
    private final Questions questions;
    private final Flow flow;
    private final Continuation continuation;
    private final Stores stores;
    private final Surroundings surroundings;

    public SelectAccountEndpoint(
            Visits visits,
            Questions questions,
            Flow flow,
            Continuation continuation,
            Stores stores,
            Surroundings surroundings) {
        this.visits = visits;
        this.questions = questions;
        this.flow = flow;
        this.continuation = continuation;
        this.stores = stores;
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
        Optional<Session> session = visit.session();
        if (session.isEmpty() || !isAsked(visit)) {
            return continuation.advance(request, visit.interaction(), session);
        }
        String account = Accounts.name(stores.users(), session.get().subject());
        return surroundings
                .screens()
                .show(
                        request,
                        visit.interaction().request().demands().uiLocales(),
                        new SelectAccountPage(
                                visit.application(), questions.seal(visit, session.get(), Scope.empty()), account));
    }

    private boolean isAsked(Visit.Current visit) {
        return flow.next(visit.interaction(), visit.session()) instanceof NextStep.SelectAccount;
    }

    private HttpResponse answer(HttpRequest request, Visit.Current visit) {
        Optional<Session> session = visit.session();
        if (session.isEmpty() || !isAsked(visit) || !questions.isAnswered(request, session.get(), Scope.empty())) {
            return show(request, visit);
        }
        Instant now = surroundings.now();
        return switch (request.form().one("account").orElse("")) {
            case "continue" -> {
                stores.sessions().confirm(session.get().id(), now);
                yield continuation.advance(
                        request, visit.interaction(), Optional.of(session.get().confirmed(now)));
            }
            case "other" -> continuation.advance(request, withAnotherLogin(visit.interaction(), now), session);
            default -> show(request, visit);
        };
    }

    /** The same request, now asking for a sign-in instead of a choice. */
    private static Interaction withAnotherLogin(Interaction interaction, Instant now) {
        AuthorizationRequest request = interaction.request();
        AuthenticationDemands demands = request.demands();
        Set<Prompt> prompts = new HashSet<>(demands.prompts());
        prompts.remove(Prompt.SELECT_ACCOUNT);
        prompts.add(Prompt.LOGIN);
        return new Interaction(request.with(demands.with(prompts)), now, interaction.browser());
    }
}
