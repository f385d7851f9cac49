package dev.symbolon.example.api;

import dev.symbolon.protocol.Issuer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells a person who opens the API in a browser what it is and how to call it. */
final class HomeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Reports API</title>
            <style>
            :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
            body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
            pre { overflow-x: auto; padding: 1rem; border: 1px solid; border-radius: .5rem }
            th, td { text-align: left; padding: .25rem 1.5rem .25rem 0; vertical-align: top }
            </style>
            </head>
            <body>
            <h1>Reports API</h1>
            <p>An example of an API that accepts access tokens. There is nothing to see here for people: programs call it, with
            an access token from <a href="{issuer}">{issuer}</a> for the audience <code>{audience}</code>.</p>
            <table>
            <tr><th scope="col">Request</th><th scope="col">Permission</th><th scope="col">What it does</th></tr>
            <tr><td><code>GET /reports</code></td><td><code>read:reports</code></td><td>lists your reports</td></tr>
            <tr><td><code>POST /reports</code></td><td><code>create:reports</code></td><td>creates one</td></tr>
            <tr><td><code>DELETE /reports</code></td><td><code>create:reports</code>, and a sign-in of the last minute</td>
            <td>deletes yours</td></tr>
            <tr><td><code>POST /publications</code></td><td><code>authorization_details</code> of the type
            <code>publication</code></td><td>publishes what they name</td></tr>
            <tr><td><code>GET /statistics/reports</code></td><td><code>read:statistics</code>, of the audience
            <code>{statistics}</code></td><td>counts them</td></tr>
            </table>
            <h2>Try it</h2>
            <pre>curl -i {address}/reports

            curl {address}/reports -H "Authorization: Bearer $TOKEN"

            curl {address}/reports -H "Authorization: Bearer $TOKEN" \\
              -H "Content-Type: application/json" -d '{"title": "Notes on the Engine"}'</pre>
            <p>The first one is refused, and says where to get a token:
            <a href="{metadata}">the metadata of this API</a>.</p>
            </body>
            </html>
            """;

    private final byte[] page;

    HomeServlet(Issuer issuer, String address) {
        this.page = PAGE.replace("{issuer}", escaped(issuer.value()))
                .replace("{audience}", escaped(ReportsApi.AUDIENCE.value()))
                .replace("{statistics}", escaped(ReportsApi.STATISTICS.value()))
                .replace("{metadata}", ReportsApi.METADATA_PATH)
                .replace("{address}", escaped(address))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html; charset=utf-8");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(page);
    }
}
