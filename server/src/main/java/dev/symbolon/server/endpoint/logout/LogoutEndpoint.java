package dev.symbolon.server.endpoint.logout;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.page.Application;
import dev.symbolon.server.page.LoggedOutPage;
import dev.symbolon.server.page.LogoutPage;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.user.Users;
import java.util.List;
import java.util.Optional;

/**
 * {@code /oidc/logout} (RP-Initiated Logout §2): ends the session at once if an ID token of that very person proves that the
 * application may ask; otherwise the person is asked.
 */
public final class LogoutEndpoint implements Endpoint {

    private static final int MOST_CHARACTERS = 8_000;

    private final Issuer issuer;
    private final LogoutRequestReader requests;
    private final Subjects subjects;
    private final Users users;
    private final FrontChannelLogout frontChannel;
    private final Seal seal;
    private final Surroundings surroundings;

    /** What it reads. */
    public record Stores(Clients clients, Users users) {}

    public LogoutEndpoint(
            Issuer issuer,
            Stores stores,
            IdTokens idTokens,
            Subjects subjects,
            FrontChannelLogout frontChannel,
            Seal seal,
            Surroundings surroundings) {
        this.issuer = issuer;
        this.requests = new LogoutRequestReader(stores.clients(), idTokens);
        this.subjects = subjects;
        this.users = stores.users();
        this.frontChannel = frontChannel;
        this.seal = seal;
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return answer(request, request.parameters());
    }

    /** {@code /oidc/logout} where no application may ask: the person may. */
    public HttpResponse ownWish(HttpRequest request) {
        return answer(request, Parameters.none());
    }

    /** {@code /v2/logout}: the same in the words of Auth0, whose SDKs come here. */
    public HttpResponse auth0(HttpRequest request) {
        return answer(request, requests.standard(request.parameters()));
    }

    private HttpResponse answer(HttpRequest request, Parameters parameters) {
        LogoutRequest logout = requests.read(parameters);
        if (request.isPost() && !surroundings.sessions().isSent(request)) {
            return again(parameters);
        }
        Optional<Session> session = surroundings.sessions().read(request);
        if (session.isEmpty()) {
            return done(request, logout);
        }
        if (isProven(logout, session.get())) {
            return signOut(request, logout, session.get());
        }
        return ask(request, parameters, logout, session.get());
    }

    /** A POST from another site comes without the session cookie, which is SameSite=Lax; the same request by GET has it. */
    private HttpResponse again(Parameters parameters) {
        String encoded = parameters.encoded();
        if (encoded.length() > MOST_CHARACTERS) {
            throw OAuthException.invalidRequest("the request must have at most " + MOST_CHARACTERS + " characters");
        }
        return HttpResponse.redirect(issuer.resolve("/oidc/logout") + "?" + encoded);
    }

    private boolean isProven(LogoutRequest logout, Session session) {
        Subject known = logout.client()
                .map(client -> subjects.of(client, session.subject()))
                .orElse(session.subject());
        return logout.hint().map(IdTokens.Hint::subject).filter(known::equals).isPresent();
    }

    private HttpResponse ask(HttpRequest request, Parameters parameters, LogoutRequest logout, Session session) {
        String account = users.find(session.subject())
                .map(user -> user.username().value())
                .orElse("");
        String sealed = seal.seal(Seal.Purpose.LOGOUT, session.id() + " " + parameters.encoded());
        return surroundings
                .screens()
                .show(request, List.of(), new LogoutPage(application(request, logout), account, sealed));
    }

    /** {@code /oidc/logout/confirm}: what the person says. */
    public HttpResponse confirm(HttpRequest request) {
        Parameters form = request.parameters();
        Optional<Session> session = surroundings.sessions().read(request);
        if (session.isEmpty()) {
            return done(request, LogoutRequest.NONE);
        }
        String own = session.get().id() + " ";
        Optional<String> asked = form.one("logout")
                .flatMap(text -> seal.open(Seal.Purpose.LOGOUT, text))
                .filter(text -> text.startsWith(own));
        if (asked.isEmpty()) {
            return ask(request, Parameters.none(), LogoutRequest.NONE, session.get());
        }
        LogoutRequest logout = requests.read(Parameters.parse(asked.get().substring(own.length())));
        return form.one("decision").filter("sign_out"::equals).isPresent()
                ? signOut(request, logout, session.get())
                : surroundings
                        .screens()
                        .show(request, List.of(), new LoggedOutPage(application(request, logout), true));
    }

    private HttpResponse signOut(HttpRequest request, LogoutRequest logout, Session session) {
        surroundings.audit().record(new AuditEvent.SignedOut(session.subject()));
        SessionCookie.Ended ended = surroundings.sessions().end(session);
        List<String> frames = frontChannel.addresses(ended.clients(), session.sid());
        boolean tellsNobody = frames.isEmpty() || logout.leavesTheWeb();
        HttpResponse response = tellsNobody ? done(request, logout) : tell(request, logout, frames);
        return response.withCookies(ended.cookies());
    }

    /** The applications that want to hear of it in the browser do, before the browser goes on. */
    private HttpResponse tell(HttpRequest request, LogoutRequest logout, List<String> frames) {
        LoggedOutPage page = new LoggedOutPage(application(request, logout), false, frames, logout.returnAddress());
        return surroundings.screens().show(request, List.of(), page);
    }

    private HttpResponse done(HttpRequest request, LogoutRequest logout) {
        return logout.back()
                .orElseGet(() -> surroundings
                        .screens()
                        .show(request, List.of(), new LoggedOutPage(application(request, logout), false)))
                .uncached();
    }

    private Optional<Application> application(HttpRequest request, LogoutRequest logout) {
        return logout.client()
                .flatMap(client -> logout.returnTo()
                        .or(() -> client.redirectUris().registered().stream().findFirst())
                        .map(uri -> surroundings
                                .screens()
                                .application(client, uri, surroundings.screens().languages(request, List.of()))));
    }
}
