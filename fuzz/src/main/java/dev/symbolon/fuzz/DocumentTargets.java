package dev.symbolon.fuzz;

import static dev.symbolon.fuzz.Refusals.roundTrip;
import static dev.symbolon.fuzz.Refusals.tolerated;

import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProtectedResourceMetadata;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.configuration.ConfigurationLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents: JSON, key sets, tokens, the operator's files. */
final class DocumentTargets {

    private static final VerificationKeys KEYS = VerificationKeys.of(JsonObject.parse("""
            {"keys": [
              {"kty": "EC", "crv": "P-256", "kid": "a", "use": "sig", "alg": "ES256",
               "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
            ]}"""));

    private static final DecryptionKeys DECRYPTION_KEYS = new DecryptionKeys(Arrays.stream(DecryptionKey.Kind.values())
            .map(DecryptionKey::generate)
            .toList());

    static final List<Target> ALL = List.of(
            new Target("json", text -> roundTrip(text, JsonObject::parse, JsonObject::toString)),
            new Target("jwks", text -> tolerated(() -> VerificationKeys.of(JsonObject.parse(text)))),
            new Target("jwt", DocumentTargets::verify),
            new Target("jwe", DocumentTargets::decrypt),
            new Target("metadata", DocumentTargets::readMetadata),
            new Target("configuration", DocumentTargets::load));

    private DocumentTargets() {}

    /** Nobody knows the private key, so that nothing that is made up may pass. */
    private static void verify(String text) {
        if (KEYS.verify(text, EnumSet.allOf(SigningAlgorithm.class)) instanceof Verification.Valid) {
            throw new AssertionError("a token of nobody was verified");
        }
    }

    /** Whoever made it up has not encrypted it for these keys, and must not be answered by an exception. */
    private static void decrypt(String text) {
        if (DECRYPTION_KEYS.decrypt(text).isPresent()) {
            throw new AssertionError("what nobody encrypted was decrypted");
        }
    }

    private static void readMetadata(String text) {
        tolerated(() -> ProviderMetadata.of(JsonObject.parse(text)));
        tolerated(() -> ProtectedResourceMetadata.parse(JsonObject.parse(text)));
        tolerated(() -> TokenResponse.parse(JsonObject.parse(text)));
    }

    private static void load(String text) {
        try {
            Path file = Files.createTempFile("symbolon-fuzz-", ".yaml");
            try {
                Files.writeString(file, text);
                tolerated(() -> ConfigurationLoader.load(Optional.of(file), Map.of(), List.of()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
