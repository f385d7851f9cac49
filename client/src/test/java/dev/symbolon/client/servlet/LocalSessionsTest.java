package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.Environment;
import dev.symbolon.client.Login;
import dev.symbolon.client.LogoutToken;
import dev.symbolon.client.MovableClock;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.StartedLogin;
import dev.symbolon.client.TestProvider;
import dev.symbolon.protocol.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.DefaultSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.eclipse.jetty.session.SessionCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sessions of a server in which somebody has signed in")
class LocalSessionsTest {

    private static final int MANY = 300;

    /** Threads of the container may still hold the last few. */
    private static final int FEW = 20;

    @AutoClose
    private final TestProvider provider = new TestProvider(new MovableClock());

    @AutoClose
    private final TestBrowser browser = new TestBrowser();

    private final OpenIdClient client =
            OpenIdClient.of(provider.registration(), Environment.system().withClock(new MovableClock()));
    private volatile Login entering = login("ada", "one");
    private final LocalSessions sessions = new LocalSessions(Optional.empty());
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private Login login(String subject, String sid) {
        provider.frontClaims = claims -> claims.with("sub", subject);
        provider.backClaims = claims -> claims.with("sub", subject).with("sid", sid);
        StartedLogin started = client.startLogin();
        return client.finishLogin(started.pending(), provider.callback(started));
    }

    private void start(int eviction) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        SessionCache cache = new DefaultSessionCache(handler.getSessionHandler());
        cache.setSessionDataStore(new NullSessionDataStore());
        cache.setEvictionPolicy(eviction);
        handler.getSessionHandler().setSessionCache(cache);
        handler.addServlet(new ServletHolder(new Door()), "/*");
        server.setHandler(handler);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** Lets people in and out, and tells whether they are in. */
    private final class Door extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            switch (request.getPathInfo()) {
                case "/in" -> {
                    Sessions.begin(request, entering);
                    sessions.remember(request, entering);
                }
                case "/out" -> Sessions.end(request);
                default -> response.setStatus(Sessions.login(request).isPresent() ? 200 : 401);
            }
        }
    }

    private int get(String path) {
        return get(browser, path);
    }

    private int get(TestBrowser by, String path) {
        return by.get(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .statusCode();
    }

    /** A browser in which somebody has signed in. */
    private TestBrowser entered(String subject, String sid) {
        entering = login(subject, sid);
        TestBrowser own = new TestBrowser();
        get(own, "/in");
        return own;
    }

    private LogoutToken token(JsonObject claims) {
        return client.readLogoutToken(provider.signingKey.sign("logout+jwt", claims));
    }

    private int countAfterCollecting() {
        for (int turn = 0; turn < 50 && sessions.count() > FEW; turn++) {
            System.gc();
        }
        return sessions.count();
    }

    @Test
    void areForgottenWhenTheyEnd() throws Exception {
        start(SessionCache.NEVER_EVICT);

        for (int person = 0; person < MANY; person++) {
            get("/in");
            get("/out");
        }

        assertThat(countAfterCollecting()).isLessThanOrEqualTo(FEW);
    }

    @Test
    void areForgottenWhenTheContainerDropsThemAndSaysNothing() throws Exception {
        start(SessionCache.EVICT_ON_SESSION_EXIT);

        for (int person = 0; person < MANY; person++) {
            get("/in");
        }

        assertThat(countAfterCollecting()).isLessThanOrEqualTo(FEW);
    }

    @Test
    void areOneHoweverOftenThePersonSignsInAgain() throws Exception {
        start(SessionCache.NEVER_EVICT);

        for (int time = 0; time < MANY; time++) {
            get("/in");
        }

        assertThat(countAfterCollecting()).isBetween(1, FEW);
    }

    @Test
    void areKeptForAsLongAsTheyLast() throws Exception {
        start(SessionCache.NEVER_EVICT);
        for (int person = 0; person < MANY; person++) {
            browser.forget("JSESSIONID");
            get("/in");
        }
        System.gc();
        assertThat(sessions.count()).isEqualTo(MANY);

        sessions.end(client.readLogoutToken(provider.logoutToken("one")));

        assertThat(get("/")).isEqualTo(401);
    }

    @Test
    void areEndedIfThePersonHasSignedInTwiceInThem() throws Exception {
        start(SessionCache.NEVER_EVICT);
        get("/in");
        get("/in");
        assertThat(get("/")).isEqualTo(200);

        sessions.end(client.readLogoutToken(provider.logoutToken("one")));

        assertThat(get("/")).isEqualTo(401);
    }

    @Test
    void areEndedByWhatTheTokenNamesAndNoOthers() throws Exception {
        start(SessionCache.NEVER_EVICT);
        try (TestBrowser one = entered("ada", "one");
                TestBrowser two = entered("ada", "two");
                TestBrowser bobs = entered("bob", "three")) {
            sessions.end(token(provider.logoutClaims("three")));
            assertThat(List.of(get(one, "/"), get(two, "/"), get(bobs, "/"))).containsExactly(200, 200, 200);

            sessions.end(token(provider.logoutClaims("one").without("sub")));
            assertThat(List.of(get(one, "/"), get(two, "/"), get(bobs, "/"))).containsExactly(401, 200, 200);

            sessions.end(token(provider.logoutClaims("any").without("sid")));
            assertThat(List.of(get(one, "/"), get(two, "/"), get(bobs, "/"))).containsExactly(401, 401, 200);
        }
    }

    @Test
    void areAllEndedInWhichThePersonHasThatSessionOfTheProvider() throws Exception {
        start(SessionCache.NEVER_EVICT);
        try (TestBrowser one = entered("ada", "one");
                TestBrowser again = entered("ada", "one")) {
            sessions.end(token(provider.logoutClaims("one")));

            assertThat(List.of(get(one, "/"), get(again, "/"))).containsExactly(401, 401);
        }
    }
}
