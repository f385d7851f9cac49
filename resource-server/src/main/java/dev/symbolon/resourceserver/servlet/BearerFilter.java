package dev.symbolon.resourceserver.servlet;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProtectedResourceMetadata;
import dev.symbolon.resourceserver.ApiRequest;
import dev.symbolon.resourceserver.Caller;
import dev.symbolon.resourceserver.Challenge;
import dev.symbolon.resourceserver.Requirement;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import dev.symbolon.resourceserver.Verdict.Unavailable;
import dev.symbolon.resourceserver.servlet.AccessRules.Finding.Found;
import dev.symbolon.resourceserver.servlet.AccessRules.Finding.NoSuchPath;
import dev.symbolon.resourceserver.servlet.AccessRules.Finding.OtherMethods;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets a request through only with an access token that grants what its method and path require, and publishes the API's
 * metadata (RFC 6750, RFC 9449, RFC 9728).
 *
 * <p>Map it to {@code /*}. What no rule names is not there: 404, or 405 if the path has rules for other methods, so that no
 * endpoint is ever left unguarded by forgetting it. The rules are immutable; each method returns a new filter.
 *
 * <pre>{@code
 * BearerFilter filter = BearerFilter.of(ResourceServer.of(issuer, audience))
 *         .require("GET", "/reports", "read:reports")
 *         .require("POST", "/reports", "create:reports");
 * }</pre>
 *
 * <p>Behind the filter, {@link #caller} says who calls, {@code getUserPrincipal()} names the subject, and {@code isUserInRole} knows
 * the permissions.
 */
public final class BearerFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String CALLER = Caller.class.getName();

    private final transient ResourceServer api;
    private final transient AccessRules rules;
    private final transient CrossOrigin crossOrigin;
    private final transient Sender sender;

    private BearerFilter(ResourceServer api, AccessRules rules, CrossOrigin crossOrigin, Sender sender) {
        this.api = api;
        this.rules = rules;
        this.crossOrigin = crossOrigin;
        this.sender = sender;
    }

    /** A filter without rules: it refuses everything but the metadata. */
    public static BearerFilter of(ResourceServer api) {
        return new BearerFilter(api, new AccessRules(List.of()), new CrossOrigin(Set.of()), Sender.OF_THE_CONNECTION);
    }

    /**
     * Requires permissions for a method on a path. The first rule that matches a request holds.
     *
     * @param method as in HTTP, in capitals; {@code GET} covers {@code HEAD}
     * @param path within the application, exact or ending in {@code /*} for itself and everything below
     * @param permissions all of them are needed; none means that any good token for this API will do
     */
    public BearerFilter require(String method, String path, String... permissions) {
        return require(method, path, Requirement.of(permissions));
    }

    /** Requires more than permissions of a method on a path, for instance a sign-in that is young (RFC 9470). */
    public BearerFilter require(String method, String path, Requirement requirement) {
        return with(new AccessRule(method, path, Optional.of(requirement)));
    }

    /** Opens a method on a path to everybody; no token is looked at. Method and path are as for {@link #require}. */
    public BearerFilter open(String method, String path) {
        return with(new AccessRule(method, path, Optional.empty()));
    }

    private BearerFilter with(AccessRule rule) {
        return new BearerFilter(api, rules.plus(rule), crossOrigin, sender);
    }

    /**
     * Lets scripts of these origins call the API from a browser, and of no other.
     *
     * @param origins exactly as browsers send them, for instance {@code https://app.example.com}
     */
    public BearerFilter allowOrigins(String... origins) {
        return new BearerFilter(api, rules, new CrossOrigin(Set.of(origins)), sender);
    }

    /**
     * Says under which address clients know the API, so that proofs of possession can be compared with it (RFC 9449 §4.3). Needed
     * behind a proxy whose {@code Forwarded} headers the container does not read; the address of the request is taken otherwise.
     *
     * @param origin scheme, host and, if it is not the usual one, port: {@code https://api.example.com}
     */
    public BearerFilter at(String origin) {
        return new BearerFilter(api, rules, crossOrigin, sender.at(origin));
    }

    /**
     * Says where the certificate of a client is found if a proxy ends TLS (RFC 8705 §6.5); it is that of the connection otherwise
     * ({@code jakarta.servlet.request.X509Certificate}). Believe no header but your own proxy's, which must take away what clients
     * write there:
     *
     * <pre>{@code
     * filter.certificateFrom(request -> isOurProxy(request.getRemoteAddr())
     *         ? Optional.ofNullable(request.getHeader("Client-Cert")).flatMap(ClientCertificate::parse)
     *         : Optional.empty());
     * }</pre>
     */
    public BearerFilter certificateFrom(Function<HttpServletRequest, Optional<ClientCertificate>> source) {
        return new BearerFilter(api, rules, crossOrigin, sender.certificateFrom(source));
    }

    /**
     * Who calls, as the access token says.
     *
     * @throws IllegalStateException if the request did not come through this filter, or its path is open to everybody
     */
    public static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no caller is known: BearerFilter has no rule that requires a token here");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isMetadata(request)) {
            answerMetadata(response);
            return;
        }
        crossOrigin.mark(request, response);
        String method = crossOrigin.isPreflight(request)
                ? request.getHeader("Access-Control-Request-Method")
                : request.getMethod();
        switch (rules.find(method, path(request))) {
            case Found(AccessRule rule)
            when crossOrigin.isPreflight(request) -> CrossOrigin.answerPreflight(response, rule.method());
            case Found(AccessRule rule) when rule.required().isEmpty() -> chain.doFilter(request, response);
            case Found(AccessRule rule) ->
                guard(request, response, chain, rule.required().orElseThrow());
            case OtherMethods(String allow) -> {
                response.setHeader("Allow", allow);
                answer(response, 405, error("invalid_request", "this path allows " + allow));
            }
            case NoSuchPath() -> answer(response, 404, error("not_found", "there is nothing at this path"));
        }
    }

    private void guard(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Requirement required)
            throws IOException, ServletException {
        ApiRequest asked;
        try {
            asked = sender.request(request);
        } catch (OAuthException e) {
            answer(response, e.error().status(), error(e.error().code(), e.description()));
            return;
        }
        switch (api.verify(asked, required)) {
            case Accepted(Caller caller) -> {
                request.setAttribute(CALLER, caller);
                chain.doFilter(new CalledRequest(request, caller), response);
            }
            case Refused(Challenge challenge) -> {
                response.setHeader("WWW-Authenticate", challenge.header());
                challenge.dpopNonce().ifPresent(nonce -> response.setHeader(DpopProof.NONCE_HEADER, nonce));
                answer(response, challenge.status(), challenge.body());
            }
            case Unavailable(Duration retryAfter) -> {
                response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
                String code = ErrorCode.TEMPORARILY_UNAVAILABLE.code();
                answer(response, 503, error(code, "the token cannot be verified at the moment"));
            }
        }
    }

    /** The path as the container has decoded and normalized it, so that no spelling slips past a rule. */
    private static String path(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath() + below;
    }

    private boolean isMetadata(HttpServletRequest request) {
        String path = path(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reads
                && (path.equals(ProtectedResourceMetadata.PATH)
                        || api.metadataLocation()
                                .map(URI::getPath)
                                .filter(path::equals)
                                .isPresent());
    }

    /** The metadata is public: any script may read it. */
    private void answerMetadata(HttpServletResponse response) throws IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Cache-Control", "public, max-age=3600");
        write(response, api.metadata(rules.permissions()).toJson());
    }

    private static JsonObject error(String code, String description) {
        return JsonObject.empty().with("error", code).with("error_description", description);
    }

    private static void answer(HttpServletResponse response, int status, JsonObject body) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        write(response, body);
    }

    private static void write(HttpServletResponse response, JsonObject body) throws IOException {
        byte[] octets = body.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(octets.length);
        response.getOutputStream().write(octets);
    }
}
