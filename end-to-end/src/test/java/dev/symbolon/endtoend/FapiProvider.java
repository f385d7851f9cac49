package dev.symbolon.endtoend;

import com.nimbusds.jose.jwk.RSAKey;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** A provider as the FAPI plans of the OpenID Foundation's conformance suite meet it: from outside, with clients that show certificates. */
final class FapiProvider implements AutoCloseable {

    private final Path folder;
    private final KeytoolIdentity server;
    private final KeytoolIdentity authority;
    private final PlannedProvider provider;
    private final Map<String, FapiClient> clients = new HashMap<>();
    private final Map<String, RSAKey> keys = new HashMap<>();
    private final Map<String, KeytoolIdentity> identities = new HashMap<>();

    private FapiProvider(Path folder, KeytoolIdentity server, KeytoolIdentity authority, PlannedProvider provider) {
        this.folder = folder;
        this.server = server;
        this.authority = authority;
        this.provider = provider;
    }

    /** @param settings beyond those that all plans need, as flags */
    static FapiProvider start(Path folder, String... settings) {
        try {
            KeytoolIdentity server = KeytoolIdentity.named(folder, "server");
            KeytoolIdentity authority = KeytoolIdentity.authority(folder, "authority");
            int port = TestDemo.freePort();
            List<String> all = new ArrayList<>(List.of(settings));
            all.addAll(List.of(
                    "--mtls-port=" + port,
                    "--mtls-address=https://127.0.0.1:" + port,
                    "--mtls-certificate-file=" + server.certificateFile(),
                    "--mtls-key-file=" + server.keyFile(),
                    "--mtls-client-authorities=" + authority.certificateFile()));
            PlannedProvider provider = PlannedProvider.start(folder, all.toArray(String[]::new));
            return new FapiProvider(folder, server, authority, provider);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    URI issuer() {
        return provider.issuer();
    }

    PlainBrowser browser() {
        return provider.browser();
    }

    /** TLS of clients without a certificate. */
    SSLSocketFactory bareConnections() {
        return server.trusted(Optional.empty());
    }

    SSLSocketFactory connections(KeytoolIdentity shown) {
        return server.trusted(Optional.of(shown));
    }

    /**
     * A client that is registered for that way, always the same one of that name. Those of one name have the same keys in every way; those
     * of two names have not.
     */
    FapiClient client(FapiWay way, String name) {
        return client(way, name, JsonObject.empty());
    }

    /** @param more what it registers beyond that */
    FapiClient client(FapiWay way, String name, JsonObject more) {
        return clients.computeIfAbsent(
                way + name,
                unknown -> register(
                        way,
                        name,
                        more.with("redirect_uris", List.of(PlannedProvider.REDIRECT_URI))
                                .with("grant_types", List.of("authorization_code", "refresh_token"))
                                .with(
                                        "response_types",
                                        way.isFapi1() ? List.of("code id_token", "code") : List.of("code"))));
    }

    /** A client that acts for itself alone. */
    FapiClient machine(FapiWay way, String name) {
        return clients.computeIfAbsent(
                way + name,
                unknown -> register(
                        way,
                        name,
                        JsonObject.empty()
                                .with("grant_types", List.of("client_credentials"))
                                .with("response_types", List.of())));
    }

    private FapiClient register(FapiWay way, String name, JsonObject flows) {
        RSAKey key = keys.computeIfAbsent(name, unknown -> PlannedProvider.newKey("signing"));
        boolean isIssued = way.method().equals("tls_client_auth");
        KeytoolIdentity identity = isIssued
                ? identities.computeIfAbsent("issued-" + name, this::issued)
                : identities.computeIfAbsent(name, this::selfSigned);
        JsonObject signing = JsonObject.parse(key.toPublicJWK().toJSONString());
        List<JsonObject> published = way.method().equals("self_signed_tls_client_auth")
                ? List.of(signing, identity.jwk())
                : List.of(signing);
        JsonObject metadata = flows.with("client_name", "A client of the FAPI plans")
                .with("security_profile", way.profile())
                .with("token_endpoint_auth_method", way.method())
                .with("tls_client_certificate_bound_access_tokens", !way.bindsToKey())
                .with("dpop_bound_access_tokens", way.bindsToKey())
                .with("jwks", JsonObject.empty().with("keys", published));
        HttpResponse<String> answer = provider.register(
                isIssued
                        ? metadata.with("tls_client_auth_subject_dn", "CN=issued-" + name)
                                .toString()
                        : metadata.toString());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        return new FapiClient(this, way, JsonObject.parse(answer.body()).requiredString("client_id"), key, identity);
    }

    private KeytoolIdentity issued(String name) {
        try {
            return authority.issue(folder, name);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private KeytoolIdentity selfSigned(String name) {
        try {
            return KeytoolIdentity.named(folder, name);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
