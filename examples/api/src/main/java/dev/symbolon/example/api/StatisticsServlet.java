package dev.symbolon.example.api;

import dev.symbolon.protocol.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells applications how much there is, and of nobody what. */
final class StatisticsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Reports reports;

    StatisticsServlet(Reports reports) {
        this.reports = reports;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonObject statistics =
                JsonObject.empty().with("authors", reports.authors()).with("reports", reports.count());
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(statistics.toString().getBytes(StandardCharsets.UTF_8));
    }
}
