package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.example.webapp.page.Outcome;
import java.util.Optional;

/**
 * What a person has done since signing in.
 *
 * @param signIn the login as it was then, before any refresh
 * @param name what to call the person
 * @param latest what came of the last button
 */
record Visit(Login signIn, String name, Optional<Outcome> latest) {

    Visit with(Outcome outcome) {
        return new Visit(signIn, name, Optional.of(outcome));
    }

    /** Refreshed tokens belong to the same sign-in, and what came through the browser stays as it was. */
    boolean belongsTo(Login login) {
        return signIn.frontChannel().equals(login.frontChannel());
    }
}
