package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.servlet.OpenIdFilter;
import dev.symbolon.example.webapp.page.SignedIn;
import dev.symbolon.protocol.json.JsonException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The visits of the people who are signed in, each in its session. */
final class Visits {

    private static final String NAME = Visit.class.getName();

    private final Doors doors;

    Visits(Doors doors) {
        this.doors = doors;
    }

    Visit of(HttpServletRequest request, Login login) {
        if (request.getSession().getAttribute(NAME) instanceof Visit visit && visit.belongsTo(login)) {
            return visit;
        }
        Visit visit = new Visit(login, name(login), Optional.empty());
        keep(request, visit);
        return visit;
    }

    /** Who is signed in, if anybody is. */
    Optional<SignedIn> person(HttpServletRequest request) {
        return OpenIdFilter.login(request)
                .map(login -> new SignedIn(of(request, login).name(), doors.of(login)));
    }

    void keep(HttpServletRequest request, Visit visit) {
        request.getSession().setAttribute(NAME, visit);
    }

    /** ID tokens need not hold a name, and best do not when they come through the browser; userinfo is there for it. */
    private String name(Login login) {
        try {
            return doors.client(login).userInfo(login).string("name").orElseGet(login::displayName);
        } catch (OpenIdFailure | JsonException e) {
            return login.displayName();
        }
    }
}
