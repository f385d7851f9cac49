package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.servlet.OpenIdFilter;
import dev.symbolon.example.webapp.page.SignedIn;
import dev.symbolon.example.webapp.page.SymbolonPage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Shows a sign-in: its two halves, and what holds them together. The filter lets in only people who have signed in. */
final class SymbolonServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Visits visits;
    private final transient Doors doors;

    SymbolonServlet(Visits visits, Doors doors) {
        this.visits = visits;
        this.doors = doors;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Login login = OpenIdFilter.login(request).orElseThrow();
        Visit visit = visits.of(request, login);
        SignedIn person = new SignedIn(visit.name(), doors.of(login));
        new SymbolonPage(person, visit.signIn(), login, visit.latest(), providerLogout(login), Instant.now())
                .document()
                .write(response);
    }

    private Optional<URI> providerLogout(Login login) {
        try {
            return doors.client(login).providerMetadata().endSessionEndpoint();
        } catch (OpenIdFailure e) {
            return Optional.empty();
        }
    }
}
