package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.TokenLifetimes;
import java.util.Optional;

/**
 * Reads what the tokens of an application are to be like.
 *
 * @param subjects how people are called in them
 */
record TokensMetadata(JsonObject metadata, ClientCredentials credentials, ClientSubjects subjects, Profile profile) {

    ClientTokens read() {
        ResponseSigning usual = profile.usualSigning();
        return new ClientTokens(
                new ResponseSigning(
                        algorithm("id_token_signed_response_alg").orElse(usual.idToken()),
                        algorithm("userinfo_signed_response_alg"),
                        algorithm("authorization_signed_response_alg").orElse(usual.authorization()),
                        algorithm("introspection_signed_response_alg")),
                TokenLifetimes.DEFAULT,
                false,
                Optional.empty(),
                Optional.empty(),
                subjects,
                senderConstraint(profile.usualConstraint(credentials.method())),
                new EncryptionMetadata(metadata, credentials.keys()).read());
    }

    /** Tokens that are bound to a certificate need no other key. */
    private SenderConstraint senderConstraint(SenderConstraint usual) {
        boolean certificate =
                metadata.bool("tls_client_certificate_bound_access_tokens").orElse(usual.certificateBound());
        return new SenderConstraint(
                metadata.bool("dpop_bound_access_tokens").orElse(usual.dpopBound() && !certificate),
                false,
                certificate);
    }

    private Optional<SigningAlgorithm> algorithm(String name) {
        return metadata.string(name)
                .map(text -> SigningAlgorithm.find(text)
                        .orElseThrow(() -> refused(name + " must be an asymmetric algorithm, such as RS256")));
    }
}
