package dev.symbolon.example.api;

import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Caller;
import dev.symbolon.resourceserver.servlet.BearerFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and creates the reports of whoever calls. {@link BearerFilter} has checked by now that the caller may. */
final class ReportsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_OCTETS = 4_096;
    private static final int MOST_CHARACTERS = 200;

    private final transient Reports reports;

    ReportsServlet(Reports reports) {
        this.reports = reports;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = BearerFilter.caller(request);
        List<JsonObject> own =
                reports.of(caller.subject()).stream().map(Report::toJson).toList();
        answer(response, 200, JsonObject.empty().with("reports", own));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = BearerFilter.caller(request);
        try {
            String title = title(JsonObject.parse(body(request)));
            Report report = reports.add(caller.subject(), title)
                    .orElseThrow(() -> new Refusal(409, "there is no room for another report"));
            answer(response, 201, report.toJson());
        } catch (JsonException e) {
            refuse(response, 400, String.valueOf(e.getMessage()));
        } catch (Refusal e) {
            refuse(response, e.status(), e.description());
        }
    }

    /** The person has signed in only just: nobody does this from a page that was left open. */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int deleted = reports.clear(BearerFilter.caller(request).subject());
        answer(response, 200, JsonObject.empty().with("deleted", deleted));
    }

    private static String body(HttpServletRequest request) throws IOException {
        if (!isJson(request)) {
            throw new Refusal(415, "send the report as application/json");
        }
        byte[] body = request.getInputStream().readNBytes(MOST_OCTETS + 1);
        if (body.length > MOST_OCTETS) {
            throw new Refusal(413, "a report has at most " + MOST_OCTETS + " octets");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static boolean isJson(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Content-Type"))
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter("application/json"::equals)
                .isPresent();
    }

    private static String title(JsonObject report) {
        String title = report.requiredString("title").strip();
        if (title.isEmpty() || title.length() > MOST_CHARACTERS) {
            throw new Refusal(400, "the title must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (title.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(400, "the title must be a single line");
        }
        return title;
    }

    private static void refuse(HttpServletResponse response, int status, String description) throws IOException {
        answer(
                response,
                status,
                JsonObject.empty().with("error", "invalid_report").with("error_description", description));
    }

    private static void answer(HttpServletResponse response, int status, JsonObject body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
