package dev.symbolon.client.servlet;

import dev.symbolon.client.EndedLogins;
import dev.symbolon.client.Login;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.LoginSeal;
import dev.symbolon.client.OpenIdClient;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signs people in to a Jakarta Servlet 6 application.
 *
 * <p>Map it to {@code /*}. It answers the redirect URI, the login path and the logout path itself, sends whoever asks for a
 * protected page and has not signed in to the provider and back to that page, and lets everything else pass. The settings are
 * immutable; each method returns a new filter.
 *
 * <pre>{@code
 * OpenIdFilter filter = OpenIdFilter.of(client)
 *         .protecting("/account/*", "/reports")
 *         .sealedWith(LoginSeal.of(Secret.of(System.getenv("LOGIN_SECRET"))));
 * }</pre>
 *
 * <p>Behind the filter, {@link #login} says who has signed in, and {@code getUserPrincipal()} names the subject. The login is kept in
 * the application's own session, whose id changes at sign-in; its cookie should be {@code SameSite=Lax}. Logins that are pending are
 * kept in sealed cookies of their own, one per tab. A login with a form that the provider posts, or with a fragment, passes through
 * this server's memory for a moment: several nodes need sticky sessions.
 */
public final class OpenIdFilter extends HttpFilter {

    /** The parameter of the login path that names the page to show after the login. */
    public static final String RETURN_TO = "return_to";

    private static final long serialVersionUID = 1L;

    private final transient OpenIdClient client;
    private final transient Settings settings;
    private final transient LocalSessions sessions;
    private final transient CallbackEndpoint callback;
    private final transient LoginStarter starter;
    private final transient LoginInitiation initiation;
    private final transient LogoutEndpoint logout;
    private final transient BackChannelLogout backChannelLogout;

    private OpenIdFilter(OpenIdClient client, Settings settings) {
        PendingLogins pendingLogins = new PendingLogins(client.registration(), settings.seal());
        Failures failures = new Failures(settings);
        this.client = client;
        this.settings = settings;
        this.sessions = new LocalSessions(settings.endedLogins());
        this.callback = new CallbackEndpoint(
                client, pendingLogins, new ParkedLogins(InstantSource.system()), sessions, failures);
        this.backChannelLogout = new BackChannelLogout(client, sessions);
        this.starter = new LoginStarter(client, settings, pendingLogins, sessions, failures);
        this.initiation = new LoginInitiation(client.registration(), starter);
        this.logout = new LogoutEndpoint(client);
    }

    /** A filter that protects nothing yet; login is at {@code /login}, logout at {@code /logout}. */
    public static OpenIdFilter of(OpenIdClient client) {
        return new OpenIdFilter(client, Settings.defaults());
    }

    /**
     * Demands a login for these pages, and for no others that were named before.
     *
     * @param paths within the application, exact or ending in {@code /*} for the path itself and everything below
     */
    public OpenIdFilter protecting(String... paths) {
        return new OpenIdFilter(client, settings.withProtectedPaths(List.of(paths)));
    }

    /** Seals pending logins under the application's own key, so that they outlive a restart and are known to every node. */
    public OpenIdFilter sealedWith(LoginSeal seal) {
        return new OpenIdFilter(client, settings.withSeal(seal));
    }

    /** Starts a login at this path, by GET; {@code ?return_to=/page} names the page to show afterwards. */
    public OpenIdFilter loginAt(String path) {
        return new OpenIdFilter(client, settings.with(settings.paths().withLogin(path)));
    }

    /**
     * Lets the provider begin a login at this path, by GET or POST (OIDC Core §4): register it there as {@code initiate_login_uri}. Anybody can
     * send a browser there, as to the login path; it leads to the provider of this application and to no page but its own.
     */
    public OpenIdFilter initiateLoginAt(String path) {
        return new OpenIdFilter(client, settings.with(settings.paths().withInitiation(path)));
    }

    /** Ends the session at this path, by POST from the application's own pages, and goes on to the provider to end its session. */
    public OpenIdFilter logoutAt(String path) {
        return new OpenIdFilter(client, settings.with(settings.paths().withLogout(path)));
    }

    /**
     * Lets the provider itself end sessions at this path (Back-Channel Logout §2.5): register it there as {@code backchannel_logout_uri}. It
     * ends the sessions of this server, and with {@link #sharingEnds} those of all others.
     */
    public OpenIdFilter backChannelLogoutAt(String path) {
        return new OpenIdFilter(client, settings.with(settings.paths().withBackChannelLogout(path)));
    }

    /**
     * Lets all servers of the application know which logins are over, whichever of them the provider has told. Every request of somebody who
     * has signed in then looks there first.
     */
    public OpenIdFilter sharingEnds(EndedLogins ended) {
        return new OpenIdFilter(client, settings.withEndedLogins(ended));
    }

    /**
     * Chooses the options of each login by the request that starts it; the page to return to is set by the filter. What the
     * function raises as {@code IllegalArgumentException} or {@code OAuthException} is answered with 400.
     */
    public OpenIdFilter startingWith(Function<HttpServletRequest, LoginOptions> options) {
        return new OpenIdFilter(client, settings.withOptions(options));
    }

    /** Shows a page of the application's own when a login comes to nothing, or the provider has ended the session. */
    public OpenIdFilter showingFailuresWith(FailurePage page) {
        return new OpenIdFilter(client, settings.withFailurePage(page));
    }

    /** Who has signed in. */
    public static Optional<Login> login(HttpServletRequest request) {
        return Sessions.login(request);
    }

    /** Keeps a login in place of the one of the session, for instance after {@link OpenIdClient#refresh}. */
    public static void keep(HttpServletRequest request, Login login) {
        Sessions.keep(request, login);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = path(request);
        sessions.endIfOver(request);
        if (callback.isAt(request)) {
            callback.answer(request, response);
        } else if (path.equals(settings.paths().login())) {
            starter.login(request, response);
        } else if (path.equals(settings.paths().logout())) {
            logout.answer(request, response);
        } else if (settings.paths().backChannelLogout().filter(path::equals).isPresent()) {
            backChannelLogout.answer(request, response);
        } else if (settings.paths().initiation().filter(path::equals).isPresent()) {
            initiation.answer(request, response);
        } else {
            pass(path, request, response, chain);
        }
    }

    private void pass(String path, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean isProtected = settings.protects(path);
        Optional<Login> login = Sessions.login(request);
        if (isProtected && login.isEmpty()) {
            starter.demand(request, response);
            return;
        }
        if (isProtected) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(
                login.<HttpServletRequest>map(present -> new SignedInRequest(request, present))
                        .orElse(request),
                response);
    }

    /** The path within the application, as the container has decoded and normalized it, so that no spelling slips past. */
    static String path(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath() + below;
    }
}
