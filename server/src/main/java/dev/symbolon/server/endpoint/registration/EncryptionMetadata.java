package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ResponseEncryption;
import java.util.Arrays;
import java.util.Optional;

/** Reads how what an application is told is to be encrypted, and whether it has the keys for that. */
record EncryptionMetadata(JsonObject metadata, ClientKeys keys) {

    ResponseEncryption read() {
        ResponseEncryption encryption = new ResponseEncryption(
                algorithms("id_token"),
                algorithms("userinfo"),
                algorithms("authorization"),
                algorithms("introspection"));
        if (encryption.userinfo().isPresent() && !metadata.has("userinfo_signed_response_alg")) {
            throw refused("userinfo_encrypted_response_alg needs userinfo_signed_response_alg: "
                    + "what is encrypted is signed before");
        }
        return encryption;
    }

    private Optional<JweAlgorithms> algorithms(String what) {
        String alg = what + "_encrypted_response_alg";
        String enc = what + "_encrypted_response_enc";
        if (metadata.has(enc) && !metadata.has(alg)) {
            throw refused(enc + " goes with " + alg);
        }
        return metadata.string(alg).map(name -> new JweAlgorithms(management(alg, name), content(enc)));
    }

    private KeyManagementAlgorithm management(String member, String name) {
        KeyManagementAlgorithm algorithm = KeyManagementAlgorithm.find(name)
                .orElseThrow(
                        () -> refused(member + " must be one of " + Arrays.toString(KeyManagementAlgorithm.values())));
        if (!isServed(algorithm)) {
            throw refused(member + " needs a key of the application for " + algorithm + ", by jwks or jwks_uri");
        }
        return algorithm;
    }

    private ContentEncryption content(String member) {
        return metadata.string(member)
                .map(name -> ContentEncryption.find(name)
                        .orElseThrow(() ->
                                refused(member + " must be one of " + Arrays.toString(ContentEncryption.values()))))
                .orElse(ContentEncryption.A128CBC_HS256);
    }

    private boolean isServed(KeyManagementAlgorithm algorithm) {
        return switch (keys) {
            case ClientKeys.None() -> false;
            case ClientKeys.Registered(var registered) ->
                EncryptionKeys.of(JsonObject.parse(registered.jwks())).serve(algorithm);
            case ClientKeys.Published _ -> true;
        };
    }
}
