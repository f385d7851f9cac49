package dev.symbolon.example.webapp;

import dev.symbolon.example.webapp.page.HomePage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The first page: offers to sign in, in all the ways that the hybrid flow knows. */
final class HomeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient WebApp.Settings settings;
    private final transient Visits visits;

    HomeServlet(WebApp.Settings settings, Visits visits) {
        this.settings = settings;
        this.visits = visits;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HomePage page = new HomePage(
                visits.person(request),
                settings.account().map(account -> new HomePage.SampleAccount(account.username(), account.password())));
        page.document().write(response);
    }
}
