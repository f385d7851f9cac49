package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Reference;
import dev.symbolon.server.token.ProofOfPossession;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/** Turns the refusals of endpoints that programs call into their standard's answer, and records them. */
public final class Refusals {

    private final Audit audit;
    private final SecureRandom random;
    private final ProofOfPossession possession;
    private final Challenges challenges;

    public Refusals(Audit audit, SecureRandom random, ProofOfPossession possession) {
        this.audit = audit;
        this.random = random;
        this.possession = possession;
        this.challenges = new Challenges(possession);
    }

    /**
     * The endpoint with its refusals as JSON (RFC 6749 §5.2).
     *
     * @param sender the client that a request says it comes from, for the log
     */
    public Endpoint asJson(Endpoint endpoint, Function<HttpRequest, Optional<ClientId>> sender) {
        return request -> {
            try {
                return endpoint.handle(request);
            } catch (OAuthException e) {
                String reference = record(request, sender.apply(request), e);
                HttpResponse response = HttpResponse.json(e.error().status(), body(e, reference))
                        .uncached();
                return switch (e.error()) {
                    case INVALID_CLIENT ->
                        response.withHeader("WWW-Authenticate", "Basic realm=\"symbolon\", charset=\"UTF-8\"");
                    case USE_DPOP_NONCE -> possession.withNonce(response);
                    default -> response;
                };
            }
        };
    }

    /** The endpoint with its refusals as a challenge (RFC 6750 §3, RFC 9449 §7.1). */
    public Endpoint asChallenge(Endpoint endpoint) {
        return request -> {
            try {
                return endpoint.handle(request);
            } catch (OAuthException e) {
                String reference = record(request, Optional.empty(), e);
                HttpResponse response = HttpResponse.json(Challenges.status(e), body(e, reference))
                        .uncached();
                return challenges.refusing(request, response, e);
            }
        };
    }

    private String record(HttpRequest request, Optional<ClientId> client, OAuthException refusal) {
        String reference = Reference.random(random);
        if (refusal.error().isPatience()) {
            return reference;
        }
        audit.record(new AuditEvent.Refused(request.path(), client, refusal.error(), refusal.detail(), reference));
        return reference;
    }

    private static JsonObject body(OAuthException refusal, String reference) {
        String description = refusal.error().tellsDetail()
                ? refusal.description()
                : "refused; the log of the provider says why under the reference " + reference;
        return JsonObject.empty().with("error", refusal.error().code()).with("error_description", description);
    }
}
