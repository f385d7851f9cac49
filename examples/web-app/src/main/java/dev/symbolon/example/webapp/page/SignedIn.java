package dev.symbolon.example.webapp.page;

import java.util.Optional;

/**
 * Somebody who has signed in.
 *
 * @param name what to call the person
 * @param door by which they came in
 */
public record SignedIn(String name, Door door) {

    /** The end of the head line: who it is, and the ways out. */
    static Html aside(Optional<SignedIn> person) {
        return person.map(SignedIn::waysOut).orElse(Html.NONE);
    }

    private Html waysOut() {
        return Html.of("""
                <nav class="person" aria-label="Account"><span>{}</span>
                <form method="post" action="{}/sign-out"><button id="sign-out" type="submit"
                  title="Ends the session of this application only">Sign out here</button></form>
                <form method="post" action="{}"><button id="log-out" type="submit"
                  title="Ends the session at the provider too">Log out</button></form></nav>
                """, name, door.symbolon(), door.logout());
    }
}
