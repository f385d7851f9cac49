package dev.symbolon.server.http.jetty;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Outcome;
import dev.symbolon.server.http.RequestPath;
import dev.symbolon.server.http.TrustedProxies;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Makes values of Jetty's requests, and Jetty's responses of values. */
final class EndpointAdapter extends Handler.Abstract {

    private final Limits limits;
    private final TrustedProxies trustedProxies;
    private final Endpoint endpoint;
    private final Fallback fallback;
    private volatile boolean leaving;

    EndpointAdapter(Limits limits, TrustedProxies trustedProxies, Endpoint endpoint, Fallback fallback) {
        this.limits = limits;
        this.trustedProxies = trustedProxies;
        this.endpoint = endpoint;
        this.fallback = fallback;
    }

    /** From now on every connection is closed after the next answer on it, and says so. */
    void keepNoConnections() {
        leaving = true;
    }

    /**
     * Lets others go first. Virtual threads do not share a processor by themselves, and a connection on which one request follows
     * the other would keep it: others were seen to wait for seconds.
     */
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public boolean handle(Request request, Response response, Callback callback) {
        Thread.yield();
        write(answer(request), response, callback);
        return true;
    }

    private HttpResponse answer(Request request) {
        HttpRequest bare = withoutBody(request);
        return switch (RequestBody.read(request, limits)) {
            case RequestBody.Whole(String text) -> handle(request, bare.withBody(text));
            case RequestBody.TooLarge() -> fallback.complete(bare, new Outcome.TooLarge());
            case RequestBody.TooSlow() -> fallback.complete(bare, new Outcome.TimedOut());
            case RequestBody.NotText() ->
                fallback.complete(
                        bare, new Outcome.Refused(OAuthException.invalidRequest("the content is not UTF-8 text")));
        };
    }

    private HttpResponse handle(Request request, HttpRequest whole) {
        Optional<ClientCertificate> certificate;
        try {
            certificate = certificate(request, whole.headers());
        } catch (OAuthException e) {
            return fallback.complete(whole, new Outcome.Refused(e));
        }
        return endpoint.handle(certificate.map(whole::withCertificate).orElse(whole));
    }

    private Optional<ClientCertificate> certificate(Request request, Headers headers) {
        EndPoint.SslSessionData session =
                request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        X509Certificate[] shown = session == null ? null : session.peerCertificates();
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? trustedProxies.certificate(peer.getAddress(), shown == null ? List.of() : List.of(shown), headers)
                : Optional.empty();
    }

    private HttpRequest withoutBody(Request request) {
        HttpURI uri = request.getHttpURI();
        Headers headers = headers(request.getHeaders());
        String rawPath = uri.getPath();
        String path = RequestPath.decode(rawPath == null ? "" : rawPath)
                .orElseThrow(() -> new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400));
        String query = uri.getQuery();
        return new HttpRequest(
                request.getMethod(), path, query == null ? "" : query, headers, "", origin(request, headers));
    }

    private static Headers headers(HttpFields fields) {
        List<Headers.Field> copies = fields.stream()
                .map(field -> new Headers.Field(field.getName(), field.getValue() == null ? "" : field.getValue()))
                .toList();
        return new Headers(copies);
    }

    private String origin(Request request, Headers headers) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? trustedProxies.origin(peer.getAddress(), headers)
                : "";
    }

    private void write(HttpResponse answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().fields().forEach(field -> response.getHeaders().add(field.name(), field.value()));
        if (leaving) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
    }
}
