package dev.symbolon.endtoend;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ciba.AuthRequestID;
import com.nimbusds.oauth2.sdk.ciba.CIBAPingCallback;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where a client of CIBA is told that a person has decided, and what it answers to that. */
final class PingedSite implements AutoCloseable {

    private static final String PATH = "/decided";
    private static final Answer USUAL = new Answer(204, "");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Long enough for a second attempt, or for a redirect. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private final BlockingQueue<HTTPRequest> told = new LinkedBlockingQueue<>();
    private final Map<AuthRequestID, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    record Answer(int status, String body) {}

    private PingedSite(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static PingedSite open() {
        try {
            return new PingedSite(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return uri(PATH);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Answers so when it is told of that request. */
    void answers(AuthRequestID id, Answer answer) {
        answers.put(id, answer);
    }

    /** What it is told of that request, as the SDK reads it: by JSON, with a Bearer token. */
    CIBAPingCallback await(AuthRequestID id) {
        CIBAPingCallback ping = next(PATIENCE).orElseThrow(PingedSite::silence);
        while (!ping.getAuthRequestID().equals(id)) {
            ping = next(PATIENCE).orElseThrow(PingedSite::silence);
        }
        return ping;
    }

    private static AssertionError silence() {
        return new AssertionError("nobody has told it of the request");
    }

    /** Every time that it is told of one of these requests, until it has heard of all and then of nothing for a while. */
    List<AuthRequestID> toldOf(Collection<AuthRequestID> ids) {
        List<AuthRequestID> heard = new ArrayList<>();
        Optional<CIBAPingCallback> ping = next(PATIENCE);
        while (ping.isPresent()) {
            ping.map(CIBAPingCallback::getAuthRequestID).filter(ids::contains).ifPresent(heard::add);
            ping = next(heard.containsAll(ids) ? A_WHILE : PATIENCE);
        }
        return heard;
    }

    private Optional<CIBAPingCallback> next(Duration patience) {
        try {
            HTTPRequest request = told.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return request == null ? Optional.empty() : Optional.of(CIBAPingCallback.parse(request));
        } catch (ParseException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HTTPRequest request = new HTTPRequest(
                    HTTPRequest.Method.valueOf(exchange.getRequestMethod()),
                    uri(exchange.getRequestURI().getPath()));
            exchange.getRequestHeaders().forEach((name, values) -> request.setHeader(name, values.getFirst()));
            request.setBody(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            told.add(request);
            Answer answer = answerTo(request);
            if (answer.status() == 301) {
                exchange.getResponseHeaders().set("Location", uri("/elsewhere").toString());
            }
            byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            if (content.length > 0) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    /** What cannot be read is complained about by whoever waits for it. */
    private Answer answerTo(HTTPRequest request) {
        try {
            return answers.getOrDefault(CIBAPingCallback.parse(request).getAuthRequestID(), USUAL);
        } catch (ParseException e) {
            return USUAL;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
