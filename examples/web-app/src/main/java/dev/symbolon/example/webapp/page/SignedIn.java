package dev.symbolon.example.webapp.page;

import java.util.Optional;

/** The end of the head line: who has signed in, and the ways out. */
final class SignedIn {

    private SignedIn() {}

    static Html aside(Optional<String> name) {
        return name.map(present -> Html.of("""
                        <nav class="person" aria-label="Account"><span>{}</span>
                        <form method="post" action="/symbolon/sign-out"><button id="sign-out" type="submit"
                          title="Ends the session of this application only">Sign out here</button></form>
                        <form method="post" action="/logout"><button id="log-out" type="submit"
                          title="Ends the session at the provider too">Log out</button></form></nav>
                        """, present)).orElse(Html.NONE);
    }
}
