package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The client authentication methods that are served. */
public final class ClientAuthenticationMethods {

    static final List<CredentialsReader> ALL = List.of(
            new ClientSecretBasic(),
            new ClientSecretPost(),
            new Assertions(ClientAuthenticationMethod.CLIENT_SECRET_JWT),
            new Assertions(ClientAuthenticationMethod.PRIVATE_KEY_JWT),
            new NoCredentials());

    private ClientAuthenticationMethods() {}

    /** The algorithms that assertions may be signed with (OIDC Discovery §3, {@code token_endpoint_auth_signing_alg_values_supported}). */
    public static List<String> algorithms() {
        return Stream.concat(Arrays.stream(SigningAlgorithm.values()), Arrays.stream(MacAlgorithm.values()))
                .map(Enum::name)
                .toList();
    }

    /**
     * Those by which clients can prove who they are here.
     *
     * @param mtls whether they can show certificates, and whether anybody vouches for these
     * @param features whether they can sign JWTs
     */
    public static List<ClientAuthenticationMethod> served(MtlsSettings mtls, Features features) {
        return ALL.stream()
                .flatMap(reader -> reader.methods().stream())
                .filter(method -> features.has(Feature.JWT_CLIENT_AUTHENTICATION) || !method.usesAssertion())
                .filter(method -> mtls.isOn() || !method.usesCertificate())
                .filter(method ->
                        mtls.clientAuthorities().isPresent() || method != ClientAuthenticationMethod.TLS_CLIENT_AUTH)
                .toList();
    }
}
