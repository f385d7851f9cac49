package dev.symbolon.example.webapp;

import dev.symbolon.client.servlet.OpenIdFilter;
import dev.symbolon.example.webapp.page.HomePage;
import dev.symbolon.example.webapp.page.SignedIn;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The first page: offers to sign in, in all the ways that the hybrid flow knows. */
final class HomeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient WebApp.Settings settings;
    private final transient Visits visits;
    private final transient Doors doors;

    HomeServlet(WebApp.Settings settings, Visits visits, Doors doors) {
        this.settings = settings;
        this.visits = visits;
        this.doors = doors;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HomePage page = new HomePage(
                OpenIdFilter.login(request)
                        .map(login -> new SignedIn(visits.of(request, login).name(), doors.of(login))),
                settings.account().map(account -> new HomePage.SampleAccount(account.username(), account.password())));
        page.document().write(response);
    }
}
