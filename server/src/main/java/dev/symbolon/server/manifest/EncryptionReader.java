package dev.symbolon.server.manifest;

import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.configuration.Section;
import java.util.Arrays;
import java.util.Optional;

/** Reads how what a client is told is encrypted, and whether it has the keys for that. */
final class EncryptionReader {

    private final Section tokens;
    private final ClientKeys keys;

    EncryptionReader(Section tokens, ClientKeys keys) {
        this.tokens = tokens;
        this.keys = keys;
    }

    ResponseEncryption read() {
        ResponseEncryption encryption = new ResponseEncryption(
                algorithms("id-token"),
                algorithms("userinfo"),
                algorithms("authorization"),
                algorithms("introspection"));
        if (encryption.userinfo().isPresent() && !tokens.has("userinfo-signed-response-alg")) {
            tokens.refuse(
                    "userinfo-encrypted-response-alg",
                    "needs userinfo-signed-response-alg: what is encrypted is signed before");
        }
        return encryption;
    }

    private Optional<JweAlgorithms> algorithms(String what) {
        String alg = what + "-encrypted-response-alg";
        String enc = what + "-encrypted-response-enc";
        Optional<KeyManagementAlgorithm> management = tokens.parsed(alg, EncryptionReader::management);
        Optional<ContentEncryption> content = tokens.parsed(enc, EncryptionReader::content);
        if (content.isPresent() && !tokens.has(alg)) {
            tokens.refuse(enc, "goes with " + alg);
        }
        management
                .filter(algorithm -> !isServed(algorithm))
                .ifPresent(algorithm -> tokens.refuse(
                        alg, "needs a key of the client for " + algorithm + ", by jwks, jwks-file or jwks-uri"));
        return management.map(
                algorithm -> new JweAlgorithms(algorithm, content.orElse(ContentEncryption.A128CBC_HS256)));
    }

    private boolean isServed(KeyManagementAlgorithm algorithm) {
        return switch (keys) {
            case ClientKeys.None() -> false;
            case ClientKeys.Registered(var registered) ->
                EncryptionKeys.of(JsonObject.parse(registered.jwks())).serve(algorithm);
            case ClientKeys.Published _ -> true;
        };
    }

    private static KeyManagementAlgorithm management(String text) {
        return KeyManagementAlgorithm.find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be one of " + Arrays.toString(KeyManagementAlgorithm.values())));
    }

    private static ContentEncryption content(String text) {
        return ContentEncryption.find(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of " + Arrays.toString(ContentEncryption.values())));
    }
}
