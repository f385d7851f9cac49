package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.check.FeatureNeeds;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.key.SecretDigests;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads what an application says of itself (OIDC Registration §2, RFC 7591 §2). What is honoured is checked; what is not known here is
 * passed over, and does not stand in the answer.
 */
public final class MetadataReader {

    private final Allowance allowance;
    private final SoftwareStatements statements;
    private final IssuedSecrets secrets;
    private final Apis apis;
    private final MtlsSettings mtls;
    private final Features features;
    private final Fetcher fetcher;

    /** What secrets are made of, and by which clock they end. */
    public record Minting(SecretDigests digests, InstantSource clock, SecureRandom random) {}

    /**
     * @param mtls whether applications can show certificates
     * @param features what they can ask for
     */
    public MetadataReader(
            Issuer issuer,
            RegistrationSettings settings,
            Apis apis,
            MtlsSettings mtls,
            Features features,
            Fetcher fetcher,
            Minting minting) {
        this.allowance = settings.allowance();
        this.statements = new SoftwareStatements(issuer, settings.statements(), fetcher, minting.clock());
        this.secrets =
                new IssuedSecrets(minting.digests(), settings.secretOverlap(), minting.clock(), minting.random());
        this.apis = apis;
        this.mtls = mtls;
        this.features = features;
        this.fetcher = fetcher;
    }

    /** @param newSecret to be told the application, now and never again */
    record Read(Client client, Optional<Secret> newSecret) {}

    /**
     * @param before what the application was registered for until now
     * @throws OAuthException by the codes of RFC 7591 §3.2.2, with what is wrong
     */
    Read read(ClientId id, JsonObject metadata, Optional<Client> before) {
        try {
            JsonObject applied = statements.applied(
                    metadata, before.map(client -> client.presentation().software()));
            return checked(id, applied, before, renewsSecret(metadata));
        } catch (JsonException e) {
            throw refused(e.getMessage());
        } catch (OAuthException e) {
            throw switch (e.error()) {
                case INVALID_REDIRECT_URI,
                        INVALID_CLIENT_METADATA,
                        INVALID_SOFTWARE_STATEMENT,
                        UNAPPROVED_SOFTWARE_STATEMENT -> e;
                default -> refused(e.detail());
            };
        }
    }

    /** A secret that is there, and null: the application gives its own up, and wants another. */
    private static boolean renewsSecret(JsonObject metadata) {
        return metadata.names().contains("client_secret") && !metadata.has("client_secret");
    }

    private Read checked(ClientId id, JsonObject metadata, Optional<Client> before, boolean renewsSecret) {
        ClientMetadata read = new ClientMetadata(metadata, allowance, mtls, features, apis, fetcher);
        IssuedSecrets.Issued issued = secrets.of(read.credentials(), before.map(Client::credentials), renewsSecret);
        Client client = read.client(id, issued.credentials());
        checkServed(client);
        before.ifPresent(known -> checkSameSector(known, client));
        return new Read(client, issued.fresh());
    }

    /** Who may be a newcomer in a sector has no tokens yet: those of another one would tell how people are called here. */
    private static void checkSameSector(Client known, Client client) {
        if (!known.sector().equals(client.sector())) {
            throw refused("subject_type and the sector must stay: register another application");
        }
    }

    /** Whoever asks for what is switched off must not believe to have it. */
    private void checkServed(Client client) {
        FeatureNeeds.unmet(client, features).stream().findFirst().ifPresent(need -> {
            throw refused(need.setting().metadata() + " asks for what is not served here (" + need.source() + ")");
        });
    }
}
