package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;

/**
 * A provider under load: what its discovery document says, and the application that asks it for tokens. Which provider it is
 * makes no difference here.
 *
 * @param metadata the discovery document
 * @param keys those that its tokens are signed with
 */
public record Target(URI issuer, JsonObject metadata, VerificationKeys keys, Application application) {

    public static final String DISCOVERY = "/.well-known/openid-configuration";

    /** Asks the provider where its endpoints are. */
    public static Target discover(URI issuer, Application application) {
        try (HttpConnection connection = HttpConnection.to(issuer)) {
            JsonObject metadata = document(connection, issuer, issuer.getRawPath() + DISCOVERY);
            String jwks = URI.create(metadata.requiredString("jwks_uri")).getRawPath();
            return new Target(issuer, metadata, VerificationKeys.of(document(connection, issuer, jwks)), application);
        } catch (IOException e) {
            throw new BenchmarkException("the provider at " + issuer + " cannot be reached", e);
        }
    }

    private static JsonObject document(HttpConnection connection, URI issuer, String path) throws IOException {
        HttpReply reply = connection.exchange(HttpRequests.to(issuer).get(path));
        if (reply.status() != 200) {
            throw new BenchmarkException(path + " answers with " + reply.status());
        }
        return JsonObject.parse(reply.body());
    }

    /** The same provider, asked by another application. */
    public Target with(Application other) {
        return new Target(issuer, metadata, keys, other);
    }

    /** The path of an endpoint, by its name in the discovery document, for instance {@code token_endpoint}. */
    public String path(String endpoint) {
        return URI.create(metadata.requiredString(endpoint)).getRawPath();
    }

    public HttpRequests requests() {
        return HttpRequests.to(issuer);
    }
}
