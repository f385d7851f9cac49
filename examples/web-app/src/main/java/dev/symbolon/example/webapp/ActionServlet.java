package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.servlet.OpenIdFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The buttons of the page: each does one thing and leads back to the page, which tells what came of it. */
final class ActionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String SIGN_OUT = "/sign-out";

    private final transient TokenActions actions;
    private final transient Visits visits;
    private final transient Doors doors;

    ActionServlet(TokenActions actions, Visits visits, Doors doors) {
        this.actions = actions;
        this.visits = visits;
        this.doors = doors;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (SIGN_OUT.equals(request.getPathInfo())) {
            request.getSession().invalidate();
            lead(response, "/");
            return;
        }
        Login login = OpenIdFilter.login(request).orElseThrow();
        Optional<TokenActions.Done> done = act(request, login);
        if (done.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        OpenIdFilter.keep(request, done.get().login());
        visits.keep(request, visits.of(request, login).with(done.get().outcome()));
        lead(response, doors.of(login).symbolon() + "#result");
    }

    private Optional<TokenActions.Done> act(HttpServletRequest request, Login login) {
        return Optional.ofNullable(
                switch (String.valueOf(request.getPathInfo())) {
                    case "/read-reports" -> actions.readReports(login);
                    case "/create-report" -> actions.createReport(login, title(request));
                    case "/delete-reports" -> actions.deleteReports(login);
                    case "/publish" -> actions.publish(login);
                    case "/count-reports" -> actions.countReports(login);
                    case "/count-by-itself" -> actions.countReportsByItself(login);
                    case "/userinfo" -> actions.userInfo(login);
                    case "/refresh" -> actions.refresh(login);
                    default -> null;
                });
    }

    private static String title(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("title")).orElse("");
    }

    private static void lead(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }
}
