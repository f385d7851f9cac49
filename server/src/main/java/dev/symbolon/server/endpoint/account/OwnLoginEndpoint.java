package dev.symbolon.server.endpoint.account;

import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.endpoint.LoginForm;
import dev.symbolon.server.endpoint.OwnPages;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.LoginPage;
import dev.symbolon.server.page.LoginPage.Problem;
import dev.symbolon.server.session.BrowserCookie;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.user.User;
import java.util.List;
import java.util.Optional;

/** {@code /account/login}: lets a person sign in who wants to go to a page of the provider's own. */
public final class OwnLoginEndpoint implements Endpoint {

    private static final String HOME = "/";

    private final OwnPages ownPages;
    private final LoginForm form;
    private final Surroundings surroundings;

    public OwnLoginEndpoint(OwnPages ownPages, LoginForm form, Surroundings surroundings) {
        this.ownPages = ownPages;
        this.form = form;
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        BrowserCookie.Browser browser = surroundings.browsers().recognise(request);
        Optional<String> sealed = request.parameters().one("interaction");
        Optional<String> path = sealed.flatMap(text -> ownPages.open(text, browser));
        if (path.isEmpty()) {
            return browser.mark(page(request, ownPages.seal(HOME, browser), "", renewed(request)));
        }
        if (request.isPost()) {
            return verify(request, sealed.orElseThrow(), path.get());
        }
        return surroundings.sessions().read(request).isPresent()
                ? HttpResponse.redirect(ownPages.address(path.get()))
                : page(request, sealed.orElseThrow(), "", new Problem.None());
    }

    /** What was typed into a page from another browser, or one that is too old, does not count. */
    private static Problem renewed(HttpRequest request) {
        return request.isPost() ? new Problem.Renewed() : new Problem.None();
    }

    private HttpResponse verify(HttpRequest request, String sealed, String path) {
        return switch (form.read(request)) {
            case LoginForm.Result.Recognised(User user) -> begin(request, user, path);
            case LoginForm.Result.Refused(String username, Problem problem) -> page(request, sealed, username, problem);
        };
    }

    private HttpResponse begin(HttpRequest request, User user, String path) {
        SessionCookie.Begun begun = surroundings.sessions().begin(request, user.subject());
        surroundings.audit().record(new AuditEvent.SignedIn(user.subject(), Optional.empty(), request.remoteAddress()));
        return HttpResponse.redirect(ownPages.address(path)).withCookies(begun.cookies());
    }

    private HttpResponse page(HttpRequest request, String sealed, String username, Problem problem) {
        return surroundings
                .screens()
                .show(request, List.of(), new LoginPage(Optional.empty(), sealed, username, problem));
    }
}
