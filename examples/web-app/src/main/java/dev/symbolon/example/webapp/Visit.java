package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.example.webapp.page.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * What a person has done since signing in, kept in the session.
 *
 * @param signIn the login as it was then, before any refresh
 * @param latest what came of the last button
 */
record Visit(Login signIn, Optional<Outcome> latest) {

    private static final String NAME = Visit.class.getName();

    static Visit of(HttpServletRequest request, Login login) {
        boolean sameSignIn = request.getSession().getAttribute(NAME) instanceof Visit visit
                && visit.signIn.frontChannel().equals(login.frontChannel());
        return sameSignIn ? (Visit) request.getSession().getAttribute(NAME) : new Visit(login, Optional.empty());
    }

    void keep(HttpServletRequest request, Outcome outcome) {
        request.getSession().setAttribute(NAME, new Visit(signIn, Optional.of(outcome)));
    }
}
