package dev.symbolon.client.servlet;

import dev.symbolon.client.Environment;
import dev.symbolon.client.MovableClock;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.Registration;
import dev.symbolon.client.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A servlet application behind the filter, in Jetty, and its provider. Its pages say who asks and what is in the basket. Its errors are its
 * own: unlike Jetty's they add no header to what the filter has set.
 */
final class TestApplication implements AutoCloseable {

    final MovableClock clock = new MovableClock();
    final TestProvider provider = new TestProvider(clock);
    private final Server server = new Server();
    private final URI root;

    TestApplication() {
        this("/", UnaryOperator.identity(), UnaryOperator.identity());
    }

    TestApplication(String contextPath, UnaryOperator<Registration> registration, UnaryOperator<OpenIdFilter> filter) {
        try {
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            connector.open();
            String base = contextPath.equals("/") ? "" : contextPath;
            root = URI.create("http://localhost:" + connector.getLocalPort() + base);
            Registration ours = registration.apply(Registration.of(
                            provider.issuer(),
                            TestProvider.CLIENT,
                            dev.symbolon.client.ClientAuthentication.none(),
                            root + "/callback")
                    .withPostLogoutRedirectUri(root + "/bye"));
            OpenIdClient client = OpenIdClient.of(ours, Environment.system().withClock(clock));
            server.setHandler(
                    handler(contextPath, filter.apply(OpenIdFilter.of(client).protecting("/account/*", "/reports"))));
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServletContextHandler handler(String contextPath, OpenIdFilter filter) {
        ServletContextHandler handler = new ServletContextHandler(contextPath, ServletContextHandler.SESSIONS);
        handler.getSessionHandler().setSameSite(org.eclipse.jetty.http.HttpCookie.SameSite.LAX);
        handler.addFilter(new FilterHolder(new OwnErrors()), "/*", EnumSet.of(DispatcherType.REQUEST));
        handler.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        handler.addServlet(new ServletHolder(new Pages()), "/*");
        return handler;
    }

    private static final class OwnErrors extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, new HttpServletResponseWrapper(response) {

                @Override
                public void sendError(int status) {
                    setStatus(status);
                }

                @Override
                public void sendError(int status, String message) {
                    setStatus(status);
                }
            });
        }
    }

    private static final class Pages extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Optional<String> put = Optional.ofNullable(request.getParameter("put"));
            put.ifPresent(item -> request.getSession().setAttribute("basket", item));
            Object basket = request.getSession(false) == null
                    ? null
                    : request.getSession(false).getAttribute("basket");
            String person = request.getUserPrincipal() == null
                    ? "nobody"
                    : request.getUserPrincipal().getName() + "/" + request.getRemoteUser() + "/"
                            + OpenIdFilter.login(request).orElseThrow().subject();
            response.getWriter().print(person + " with " + basket);
        }
    }

    URI at(String path) {
        return URI.create(root + path);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            provider.close();
        }
    }
}
