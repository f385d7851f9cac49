package dev.symbolon.example.webapp.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A whole page. */
public final class Document {

    private final Html page;

    private Document(Html page) {
        this.page = page;
    }

    /**
     * A page with the frame that all have.
     *
     * @param kind a word for the stylesheet
     * @param aside what stands at the end of the head line
     */
    static Document of(String title, String kind, Html aside, Html main) {
        return new Document(Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{} · Reports</title>
                <link rel="icon" type="image/svg+xml" href="{}">
                <link rel="stylesheet" href="{}">
                <script src="{}" defer></script>
                </head>
                <body class="{}">
                <header class="top">
                <a class="brand" href="/"><img src="{}" alt="" width="36" height="36">Reports</a>
                {}
                </header>
                <main id="main">
                {}
                </main>
                <footer>An example of a web application on the Symbolon client SDK.</footer>
                </body>
                </html>
                """,
                title,
                Asset.MARK.path(),
                Asset.STYLE.path(),
                Asset.SCRIPT.path(),
                kind,
                Asset.MARK.path(),
                aside,
                main));
    }

    /** Writes the page; the status is the writer's. */
    public void write(HttpServletResponse response) throws IOException {
        byte[] octets = page.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html; charset=utf-8");
        response.setContentLength(octets.length);
        response.getOutputStream().write(octets);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
