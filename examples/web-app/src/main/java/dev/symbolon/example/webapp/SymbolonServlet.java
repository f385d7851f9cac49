package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.servlet.OpenIdFilter;
import dev.symbolon.example.webapp.page.SymbolonPage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;

/** Shows a sign-in: its two halves, and what holds them together. The filter lets in only people who have signed in. */
final class SymbolonServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Visits visits;

    SymbolonServlet(Visits visits) {
        this.visits = visits;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Login login = OpenIdFilter.login(request).orElseThrow();
        Visit visit = visits.of(request, login);
        new SymbolonPage(visit.name(), visit.signIn(), login, visit.latest(), Instant.now())
                .document()
                .write(response);
    }
}
