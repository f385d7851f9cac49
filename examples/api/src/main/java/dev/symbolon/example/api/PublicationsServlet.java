package dev.symbolon.example.api;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.servlet.BearerFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Publishes what the person has allowed in detail, and nothing else: these reports, for these readers (RFC 9396). */
final class PublicationsServlet extends HttpServlet {

    /** What the token must hold something of; {@link BearerFilter} has checked it by now. */
    static final String TYPE = "publication";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<JsonObject> published =
                BearerFilter.caller(request).details().ofType(TYPE).json();
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(JsonObject.empty()
                        .with("published", published)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }
}
