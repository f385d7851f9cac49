package dev.symbolon.example.webapp;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty on this machine's loopback address, with sessions in memory. */
final class WebServer implements AutoCloseable {

    /** Cookies ignore ports, so that this name must differ from those of other servers on the same machine. */
    private static final String SESSION_COOKIE = "reports-demo";

    private static final int SESSION_SECONDS = 1800;
    private static final String ERROR_PATH = "/error";

    private final Server server;
    private final ServerConnector connector;

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Takes a port, so that the address is known before anything answers there. */
    static WebServer listen(int port) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            connector.close();
            throw new IllegalStateException("the web app cannot start on port " + port, e);
        }
        return new WebServer(server, connector);
    }

    /** What answers at which path. */
    static final class Routes {

        private final ServletContextHandler application;

        private Routes(ServletContextHandler application) {
            this.application = application;
        }

        Routes filter(String path, Filter filter) {
            application.addFilter(new FilterHolder(filter), path, EnumSet.of(DispatcherType.REQUEST));
            return this;
        }

        Routes servlet(String path, HttpServlet servlet) {
            application.addServlet(new ServletHolder(servlet), path);
            return this;
        }

        Routes errorServlet(HttpServlet servlet) {
            ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
            errors.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, ERROR_PATH);
            application.setErrorHandler(errors);
            return servlet(ERROR_PATH, servlet);
        }
    }

    /** Begins to answer. */
    WebServer serve(Consumer<Routes> routes) {
        ServletContextHandler application = new ServletContextHandler(ServletContextHandler.SESSIONS);
        SessionHandler sessions = application.getSessionHandler();
        sessions.setSessionCookie(SESSION_COOKIE);
        sessions.setSameSite(HttpCookie.SameSite.LAX);
        sessions.setHttpOnly(true);
        sessions.setSessionIdPathParameterName("none");
        sessions.setMaxInactiveInterval(SESSION_SECONDS);
        routes.accept(new Routes(application));
        server.setHandler(application);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the web app cannot start on port " + port(), e);
        }
        return this;
    }

    int port() {
        return connector.getLocalPort();
    }

    String address() {
        return "http://localhost:" + port();
    }

    @Override
    public void close() {
        try {
            connector.close();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web app cannot be stopped", e);
        }
    }
}
