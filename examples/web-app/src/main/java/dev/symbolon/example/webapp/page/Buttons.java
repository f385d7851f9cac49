package dev.symbolon.example.webapp.page;

import java.net.URI;
import java.util.Optional;

/**
 * What can be done with a sign-in, by whom it is done for the application.
 *
 * @param canRefresh whether there is a refresh token
 * @param providerLogout where the provider ends its own session
 */
record Buttons(Door door, boolean canRefresh, Optional<URI> providerLogout) {

    Html section() {
        return Html.of(
                """
                <section class="actions" aria-labelledby="use">
                <h2 id="use">Use it</h2>
                {}{}{}
                <p class="hint">Each of these is a call from this application’s server, with a token that your browser never
                sees.{}</p>
                {}
                </section>
                """,
                group("Reports API", reports()),
                group("Statistics API", statistics()),
                group("Provider", provider()),
                canRefresh
                        ? Html.NONE
                        : Html.of(" There is no refresh token, and so no token for the second API, because"
                                + " <code>offline_access</code> was not granted."),
                providerLogout.map(Buttons::invitation));
    }

    private static Html group(String name, Html buttons) {
        return Html.of("<div class=\"use\"><h3>{}</h3><div class=\"buttons\">{}</div></div>", name, buttons);
    }

    private Html reports() {
        return Html.join(
                button("read-reports", "Read reports"),
                Html.of("""
                        <form method="post" action="{}/create-report" class="with-field">
                        <label class="unseen" for="title">Title of the report</label>
                        <input id="title" name="title" value="On the Analytical Engine" maxlength="200" required>
                        <button id="create-report" type="submit">Create report</button></form>
                        """, door.symbolon()),
                button("delete-reports", "Delete reports"),
                button("publish", "Publish a report"));
    }

    private Html statistics() {
        return Html.join(
                button("count-reports", "Count reports as you", canRefresh),
                button("count-by-itself", "Count reports as the application"));
    }

    private Html provider() {
        return Html.join(button("userinfo", "Ask userinfo"), button("refresh", "Refresh tokens", canRefresh));
    }

    private Html button(String action, String words) {
        return button(action, words, true);
    }

    private Html button(String action, String words, boolean isEnabled) {
        return Html.of(
                "<form method=\"post\" action=\"{}/{}\"><button id=\"{}\" type=\"submit\"{}>{}</button></form>",
                door.symbolon(),
                action,
                action,
                isEnabled ? Html.NONE : Html.of(" disabled"),
                words);
    }

    private static Html invitation(URI providerLogout) {
        return Html.of("""
                <p class="hint">Or <a id="provider-logout" href="{}" target="_blank" rel="noopener">sign out at the provider</a>,
                in a tab of its own, and then press anything here: this application will have heard of it.</p>
                """, providerLogout);
    }
}
