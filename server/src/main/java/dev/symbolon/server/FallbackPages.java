package dev.symbolon.server;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Outcome;
import dev.symbolon.server.http.Reference;
import dev.symbolon.server.page.ErrorPage;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Says that something went wrong: to people by a page, to programs by JSON. */
final class FallbackPages implements Fallback {

    private final String root;
    private final Screens screens;
    private final Audit audit;
    private final SecureRandom random;
    private final Map<List<Locale>, HttpResponse> busyPages = new ConcurrentHashMap<>();

    FallbackPages(Issuer issuer, Screens screens, Audit audit, SecureRandom random) {
        this.root = issuer.path();
        this.screens = screens;
        this.audit = audit;
        this.random = random;
    }

    @Override
    public HttpResponse answer(HttpRequest request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotFound() ->
                say(request, ErrorPage.Kind.NOT_FOUND, ErrorCode.INVALID_REQUEST, "there is nothing at this path", "");
            case Outcome.MethodNotAllowed(var allowed) ->
                say(
                        request,
                        ErrorPage.Kind.METHOD_NOT_ALLOWED,
                        ErrorCode.INVALID_REQUEST,
                        "the method must be one of " + String.join(", ", allowed),
                        "");
            case Outcome.TooLarge() ->
                say(request, ErrorPage.Kind.TOO_LARGE, ErrorCode.INVALID_REQUEST, "the request is too large", "");
            case Outcome.TimedOut() ->
                say(request, ErrorPage.Kind.BAD_REQUEST, ErrorCode.INVALID_REQUEST, "the request came too slowly", "");
            case Outcome.Busy() -> busy(request);
            case Outcome.Unavailable(Throwable cause) -> unavailable(request, cause);
            case Outcome.Refused(OAuthException refusal) -> refused(request, refusal);
            case Outcome.Fault(String reference, Throwable cause) -> fault(request, reference, cause);
        };
    }

    /** Made once in each language: it is asked for most when there is no time to make it. */
    private HttpResponse busy(HttpRequest request) {
        return isForPrograms(request)
                ? sayBusy(request)
                : busyPages.computeIfAbsent(screens.languages(request, List.of()), _ -> sayBusy(request));
    }

    private HttpResponse sayBusy(HttpRequest request) {
        return say(request, ErrorPage.Kind.BUSY, ErrorCode.TEMPORARILY_UNAVAILABLE, "come again in a few seconds", "");
    }

    private HttpResponse unavailable(HttpRequest request, Throwable cause) {
        audit.record(new AuditEvent.Unavailable(request.path(), cause));
        return busy(request);
    }

    private HttpResponse refused(HttpRequest request, OAuthException refusal) {
        String reference = Reference.random(random);
        audit.record(
                new AuditEvent.Refused(request.path(), Optional.empty(), refusal.error(), refusal.detail(), reference));
        return say(request, ErrorPage.Kind.BAD_REQUEST, refusal.error(), refusal.description(), reference);
    }

    private HttpResponse fault(HttpRequest request, String reference, Throwable cause) {
        audit.record(new AuditEvent.Failed(request.path(), reference, cause));
        return say(request, ErrorPage.Kind.FAULT, ErrorCode.SERVER_ERROR, "reference " + reference, reference);
    }

    private HttpResponse say(
            HttpRequest request, ErrorPage.Kind kind, ErrorCode error, String detail, String reference) {
        if (isForPrograms(request)) {
            JsonObject body = JsonObject.empty().with("error", error.code()).with("error_description", detail);
            return HttpResponse.json(kind.status(), body).uncached();
        }
        ErrorPage page = new ErrorPage(kind, detail, Optional.empty(), Optional.empty(), reference);
        return screens.show(request, List.of(), page);
    }

    private boolean isForPrograms(HttpRequest request) {
        String path = request.path();
        return path.startsWith(root + "/oauth/")
                || path.equals(root + "/bc-authorize")
                || path.startsWith(root + "/userinfo")
                || path.startsWith(root + "/health/")
                || path.startsWith(root + "/.well-known/")
                || request.header("Accept")
                        .filter(accept -> accept.startsWith("application/json"))
                        .isPresent();
    }
}
