package dev.symbolon.server.endpoint.backchannel;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.BackchannelRequest;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.OwnPages;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.ShownRequest;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.page.RequestsPage;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.user.Users;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code /account/requests} (CIBA Core §8): where a person, signed in, sees who asks for them, and decides. They are asked each time, whatever
 * they have consented to before and whosever application it is: it may be somebody else who has begun it in their name.
 */
public final class RequestsEndpoint implements Endpoint {

    private static final String PATH = "/account/requests";
    private static final int MOST_SHOWN = 30;

    private final Stores stores;
    private final Runnable decided;
    private final RemainingPermissions remaining;
    private final PermissionGroups groups;
    private final OwnPages ownPages;
    private final Seal seal;
    private final Surroundings surroundings;

    /** What it reads and writes. */
    public record Stores(Clients clients, Users users, Consents consents, BackchannelRequests requests) {}

    /** @param decided is called after each decision, of which a client may be waiting to hear */
    public RequestsEndpoint(
            Stores stores,
            Runnable decided,
            RemainingPermissions remaining,
            PermissionGroups groups,
            OwnPages ownPages,
            Seal seal,
            Surroundings surroundings) {
        this.stores = stores;
        this.decided = decided;
        this.remaining = remaining;
        this.groups = groups;
        this.ownPages = ownPages;
        this.seal = seal;
        this.surroundings = surroundings;
    }

    /** A request that waits, with what its client may still ask for. */
    private record Waiting(BackchannelRequest request, Client client, Permissions asked) {}

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<Session> session = surroundings.sessions().read(request);
        if (session.isEmpty()) {
            return ownPages.signInFor(request, PATH);
        }
        return request.isPost() ? answer(request, session.get()) : show(request, session.get(), Optional.empty());
    }

    private HttpResponse show(HttpRequest request, Session session, Optional<RequestsPage.Decided> decided) {
        List<Locale> languages = surroundings.screens().languages(request, List.of());
        List<RequestsPage.Entry> entries =
                stores.requests().waiting(session.subject(), MOST_SHOWN, surroundings.now()).stream()
                        .flatMap(found -> waiting(found).stream())
                        .map(waiting -> entry(session, waiting, languages))
                        .toList();
        String account = stores.users()
                .find(session.subject())
                .map(user -> user.username().value())
                .orElse("");
        return surroundings.screens().show(request, List.of(), new RequestsPage(account, decided, entries));
    }

    private Optional<Waiting> waiting(BackchannelRequest request) {
        return stores.clients()
                .find(request.client())
                .filter(client -> client.mayUse(GrantType.CIBA))
                .map(client -> new Waiting(request, client, remaining.of(client, request.permissions())));
    }

    private RequestsPage.Entry entry(Session session, Waiting waiting, List<Locale> languages) {
        ShownRequest shown = ShownRequest.of(waiting.request().authorization().value(), waiting.asked());
        return new RequestsPage.Entry(
                name(waiting.client(), languages),
                waiting.request().message().map(Object::toString),
                shown.seal(seal, Seal.Purpose.BACKCHANNEL_DECISION, session),
                groups.of(waiting.asked(), languages));
    }

    /** Only a form counts that was shown to this very session, with everything that is asked for. */
    private HttpResponse answer(HttpRequest request, Session session) {
        Optional<ShownRequest> shown = request.form()
                .one("request")
                .flatMap(text -> ShownRequest.open(seal, Seal.Purpose.BACKCHANNEL_DECISION, session, text));
        Optional<Waiting> waiting = shown.flatMap(put -> stores.requests().find(new AuthorizationId(put.request())))
                .filter(found -> found.subject().equals(session.subject()) && found.isOpen(surroundings.now()))
                .flatMap(this::waiting)
                .filter(found -> shown.orElseThrow().holdsAll(found.asked()));
        if (waiting.isEmpty()) {
            return show(request, session, Optional.empty());
        }
        return switch (request.form().one("decision").orElse("")) {
            case "allow" ->
                allow(request, session, waiting.get(), request.form().all("leave_out"));
            case "deny" -> decide(request, session, waiting.get(), new Decision.Denied());
            default -> show(request, session, Optional.empty());
        };
    }

    private HttpResponse allow(HttpRequest request, Session session, Waiting waiting, List<String> leaveOut) {
        Scope leftOut = groups.optionalOf(waiting.asked(), leaveOut);
        Permissions granted = waiting.asked().minus(leftOut);
        if (granted.yieldNothing()) {
            return decide(request, session, waiting, new Decision.Denied());
        }
        Client client = waiting.client();
        stores.consents().grant(session.subject(), client.id(), waiting.asked(), leftOut, surroundings.now());
        Approval approval =
                new Approval(client.id(), session.subject(), session.sid(), session.authenticatedAt(), granted);
        return decide(request, session, waiting, new Decision.Allowed(approval));
    }

    private HttpResponse decide(HttpRequest request, Session session, Waiting waiting, Decision decision) {
        if (!stores.requests().decide(waiting.request(), decision, surroundings.now())) {
            return show(request, session, Optional.empty());
        }
        decided.run();
        Client client = waiting.client();
        boolean allowed = decision instanceof Decision.Allowed;
        surroundings
                .audit()
                .record(
                        decision instanceof Decision.Allowed(Approval approval)
                                ? new AuditEvent.ConsentGiven(
                                        session.subject(),
                                        client.id(),
                                        approval.permissions().scope().toString())
                                : new AuditEvent.ConsentDenied(session.subject(), client.id()));
        String name = name(client, surroundings.screens().languages(request, List.of()));
        return show(request, session, Optional.of(new RequestsPage.Decided(name, allowed)));
    }

    private static String name(Client client, List<Locale> languages) {
        return client.presentation().name().in(languages);
    }
}
