package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.authentication.ClientSignatures;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.endpoint.authorization.Submission.Origin;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.key.RequestKeys;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Finds the parameters of an authorization request: beside each other, in a request object, at an address, or pushed before. */
public final class Submissions {

    private static final Expectation REQUEST_OBJECT = new Expectation(
            "request_object", "a request object", Set.of("application/oauth-authz-req+jwt", "application/jwt"));

    private final Clients clients;
    private final Features features;
    private final RequestObjects requestObjects;
    private final PushedRequests pushedRequests;
    private final Fetcher fetcher;

    /** What request objects are decrypted and verified with, and fetched by. */
    public record Signed(
            Issuer issuer, ClientSignatures signatures, RequestKeys keys, Fetcher fetcher, InstantSource clock) {}

    public Submissions(Clients clients, Features features, Signed signed, PushedRequests pushedRequests) {
        this.clients = clients;
        this.features = features;
        Optional<RequestKeys> keys = Optional.of(signed.keys()).filter(own -> features.has(Feature.REQUEST_ENCRYPTION));
        this.requestObjects = new RequestObjects(signed.issuer(), signed.signatures(), keys, signed.clock());
        this.pushedRequests = pushedRequests;
        this.fetcher = signed.fetcher();
    }

    /**
     * The request that a browser brings. Of an unknown client nothing is opened.
     *
     * @throws OAuthException if the parameters are elsewhere, and cannot be had or trusted
     */
    Submission read(Parameters sent) {
        Optional<String> byValue = sent.one("request");
        Optional<String> byReference = sent.one("request_uri");
        if (byValue.isEmpty() && byReference.isEmpty()) {
            return Submission.plain(sent);
        }
        if (byValue.isPresent() && byReference.isPresent()) {
            throw OAuthException.invalidRequest("request and request_uri must not stand beside each other");
        }
        return clients.find(sent.required("client_id", ClientId::parse))
                .map(client -> byValue.map(jwt -> signed(client, jwt, sent))
                        .orElseGet(() -> referenced(client, byReference.orElseThrow(), sent)))
                .orElseGet(() -> Submission.plain(sent));
    }

    /** The request that a client pushes. */
    Submission readPushed(Client client, Parameters sent) {
        if (sent.one("request_uri").isPresent()) {
            throw OAuthException.invalidRequest("request_uri cannot be pushed; push the request itself");
        }
        return sent.one("request")
                .map(jwt -> signed(client, jwt, sent.without("response_type")))
                .orElseGet(() -> Submission.plain(sent));
    }

    private Submission referenced(Client client, String requestUri, Parameters sent) {
        if (PushedRequests.isPushed(requestUri) && features.has(Feature.PUSHED_AUTHORIZATION_REQUESTS)) {
            return new Submission(pushedRequests.open(client, requestUri), sent, Origin.PUSHED);
        }
        if (!features.has(Feature.REQUEST_OBJECTS)) {
            throw new OAuthException(
                    ErrorCode.REQUEST_URI_NOT_SUPPORTED,
                    "request_uri is not supported; send the parameters themselves");
        }
        if (!client.flows().requests().admits(requestUri)) {
            throw new OAuthException(ErrorCode.INVALID_REQUEST_URI, "the request_uri is not registered for the client");
        }
        return signed(client, fetched(requestUri), sent);
    }

    private String fetched(String requestUri) {
        try {
            return fetcher.get(URI.create(requestUri), REQUEST_OBJECT).body().strip();
        } catch (FetchException e) {
            throw new OAuthException(
                    ErrorCode.INVALID_REQUEST_URI, "the request object cannot be fetched: " + e.getMessage());
        }
    }

    private Submission signed(Client client, String jwt, Parameters sent) {
        if (!features.has(Feature.REQUEST_OBJECTS)) {
            throw new OAuthException(
                    ErrorCode.REQUEST_NOT_SUPPORTED, "request is not supported; send the parameters themselves");
        }
        return new Submission(requestObjects.read(client, jwt, sent), sent, Origin.SIGNED);
    }
}
