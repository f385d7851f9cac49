package dev.symbolon.server.endpoint.device;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.authorization.DeviceRequests;
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
import dev.symbolon.server.http.Reference;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.page.DeviceDonePage;
import dev.symbolon.server.page.DevicePage;
import dev.symbolon.server.page.DevicePage.Problem;
import dev.symbolon.server.page.DeviceRequestPage;
import dev.symbolon.server.page.Page;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.user.Guesses;
import dev.symbolon.server.user.Users;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code /device} (RFC 8628 §3.3): where a person, signed in, types in what the device shows, and decides.
 *
 * <p>They are asked each time, whatever they have consented to before and whosever application it is: the device may be somebody else's, who
 * has sent them the code (RFC 8628 §5.4).
 */
public final class DeviceEndpoint implements Endpoint {

    private final Stores stores;
    private final RemainingPermissions remaining;
    private final PermissionGroups groups;
    private final OwnPages ownPages;
    private final Seal seal;
    private final Surroundings surroundings;
    private final Guesses guesses;

    /** What it reads and writes. */
    public record Stores(Clients clients, Users users, Consents consents, DeviceRequests requests) {}

    public DeviceEndpoint(
            Stores stores,
            RemainingPermissions remaining,
            PermissionGroups groups,
            OwnPages ownPages,
            Seal seal,
            Surroundings surroundings) {
        this.stores = stores;
        this.remaining = remaining;
        this.groups = groups;
        this.ownPages = ownPages;
        this.seal = seal;
        this.surroundings = surroundings;
        this.guesses = new Guesses(surroundings.clock());
    }

    /** A device that waits, with what its client may still ask for. */
    private record Waiting(DeviceRequest request, Client client, Permissions asked) {}

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<String> typed = request.parameters().one("user_code");
        Optional<Session> session = surroundings.sessions().read(request);
        if (session.isEmpty()) {
            return ownPages.signInFor(
                    request, "/device" + typed.map(DeviceEndpoint::query).orElse(""));
        }
        return typed.map(code -> find(request, session.get(), code))
                .orElseGet(() -> ask(request, session.get(), "", new Problem.None()));
    }

    /** Only a code that can be one travels on. */
    private static String query(String typed) {
        return UserCode.parse(typed).map(code -> "?user_code=" + code).orElse("");
    }

    private HttpResponse ask(HttpRequest request, Session session, String typed, Problem problem) {
        return show(request, new DevicePage(account(session), typed, problem));
    }

    private HttpResponse find(HttpRequest request, Session session, String typed) {
        Duration wait = guesses.remaining(session.subject(), request.remoteAddress());
        if (wait.isPositive()) {
            return ask(request, session, typed, new Problem.TooManyAttempts(wait));
        }
        Optional<Waiting> waiting = UserCode.parse(typed).flatMap(this::waiting);
        if (waiting.isEmpty()) {
            guesses.add(session.subject(), request.remoteAddress());
            recordWrong(request);
            return ask(request, session, typed, new Problem.WrongCode());
        }
        return confirm(request, session, waiting.get());
    }

    private Optional<Waiting> waiting(UserCode code) {
        return stores.requests()
                .find(code)
                .filter(found -> found.isOpen(surroundings.now()))
                .flatMap(found -> stores.clients()
                        .find(found.client())
                        .filter(client -> client.mayUse(GrantType.DEVICE_CODE))
                        .map(client -> new Waiting(found, client, remaining.of(client, found.permissions()))));
    }

    private void recordWrong(HttpRequest request) {
        surroundings
                .audit()
                .record(new AuditEvent.Refused(
                        request.path(),
                        Optional.empty(),
                        ErrorCode.INVALID_REQUEST,
                        "no device waits with such a user code",
                        Reference.random(surroundings.random())));
    }

    private HttpResponse confirm(HttpRequest request, Session session, Waiting waiting) {
        List<Locale> languages = surroundings.screens().languages(request, List.of());
        UserCode code = waiting.request().userCode();
        String sealed =
                ShownRequest.of(code.value(), waiting.asked()).seal(seal, Seal.Purpose.DEVICE_DECISION, session);
        return show(
                request,
                new DeviceRequestPage(
                        name(waiting.client(), languages),
                        code.toString(),
                        account(session),
                        sealed,
                        groups.of(waiting.asked(), languages)));
    }

    /** {@code /device/decision}: what the person says. Only a page that was shown to this very session counts, and for a yes one with all that is asked for. */
    public HttpResponse decide(HttpRequest request) {
        Parameters form = request.parameters();
        Optional<Session> session = surroundings.sessions().read(request);
        if (session.isEmpty()) {
            return ownPages.signInFor(request, "/device");
        }
        Optional<ShownRequest> shown = form.one("device")
                .flatMap(text -> ShownRequest.open(seal, Seal.Purpose.DEVICE_DECISION, session.get(), text));
        Optional<Waiting> waiting = shown.flatMap(put -> waiting(new UserCode(put.request())));
        if (waiting.isEmpty()) {
            return ask(request, session.get(), "", new Problem.WrongCode());
        }
        return switch (form.one("decision").orElse("")) {
            case "allow" ->
                shown.get().holdsAll(waiting.get().asked())
                        ? allow(request, session.get(), waiting.get(), form.all("leave_out"))
                        : confirm(request, session.get(), waiting.get());
            case "deny" -> deny(request, session.get(), waiting.get());
            default -> confirm(request, session.get(), waiting.get());
        };
    }

    private HttpResponse allow(HttpRequest request, Session session, Waiting waiting, List<String> leaveOut) {
        Scope leftOut = groups.optionalOf(waiting.asked(), leaveOut);
        Permissions granted = waiting.asked().minus(leftOut);
        if (granted.yieldNothing()) {
            return deny(request, session, waiting);
        }
        Client client = waiting.client();
        stores.consents().grant(session.subject(), client.id(), waiting.asked(), leftOut, surroundings.now());
        Approval approval =
                new Approval(client.id(), session.subject(), session.sid(), session.authenticatedAt(), granted);
        return decide(request, session, waiting, new Decision.Allowed(approval));
    }

    private HttpResponse deny(HttpRequest request, Session session, Waiting waiting) {
        return decide(request, session, waiting, new Decision.Denied());
    }

    private HttpResponse decide(HttpRequest request, Session session, Waiting waiting, Decision decision) {
        if (!stores.requests().decide(waiting.request(), decision, surroundings.now())) {
            return ask(request, session, "", new Problem.WrongCode());
        }
        surroundings.audit().record(event(session, waiting.client(), decision));
        String name = name(waiting.client(), surroundings.screens().languages(request, List.of()));
        return show(request, new DeviceDonePage(name, decision instanceof Decision.Allowed));
    }

    private static AuditEvent event(Session session, Client client, Decision decision) {
        return decision instanceof Decision.Allowed(Approval approval)
                ? new AuditEvent.ConsentGiven(
                        session.subject(),
                        client.id(),
                        approval.permissions().scope().toString())
                : new AuditEvent.ConsentDenied(session.subject(), client.id());
    }

    private HttpResponse show(HttpRequest request, Page page) {
        return surroundings.screens().show(request, List.of(), page);
    }

    private static String name(Client client, List<Locale> languages) {
        return client.presentation().name().in(languages);
    }

    private String account(Session session) {
        return stores.users()
                .find(session.subject())
                .map(user -> user.username().value())
                .orElse("");
    }
}
