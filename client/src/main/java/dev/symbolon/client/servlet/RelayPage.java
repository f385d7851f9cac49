package dev.symbolon.client.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The page that hands the fragment of the callback's address to the server, which never sees it otherwise: a script posts it to the
 * same path of the same origin and takes it out of the address and the history.
 */
final class RelayPage {

    /** The raw query string of the callback, in the form that the page posts. */
    static final String QUERY = "relayed_query";

    /** The raw fragment of the callback, in the form that the page posts. */
    static final String FRAGMENT = "relayed_fragment";

    private static final String SCRIPT = """
            (function () {
              var form = document.forms[0];
              if (location.hash.length < 2) {
                document.getElementById('busy').hidden = true;
                document.getElementById('nothing').hidden = false;
                return;
              }
              form.elements.relayed_query.value = location.search.substring(1);
              form.elements.relayed_fragment.value = location.hash.substring(1);
              form.action = location.pathname;
              history.replaceState(null, '', location.pathname);
              form.submit();
            })();
            """;

    private RelayPage() {}

    /** @param start the path of the application's first page */
    static void write(HttpServletResponse response, String start) throws IOException {
        String link = "<a href=\"" + Html.escape(start) + "\">Go to the application</a>";
        String body = "<div id=\"busy\"><h1>Signing you in</h1><p role=\"status\">One moment…</p>"
                + "<noscript><p>This application finishes a sign-in with a script. Allow scripts for it and try again. "
                + link + "</p></noscript></div>"
                + "<div id=\"nothing\" hidden><h1>There is nothing to do here</h1>"
                + "<p>This address only finishes a sign-in. " + link + "</p></div>"
                + "<form method=\"post\" hidden><input type=\"hidden\" name=\"" + QUERY + "\">"
                + "<input type=\"hidden\" name=\"" + FRAGMENT + "\"></form>";
        Html.write(response, "Signing you in", body, SCRIPT);
    }
}
