package dev.symbolon.client;

import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the provider encrypts for the application, as it was registered (OIDC Registration §2, JARM §3). It is read in no other form:
 * what comes by other algorithms, or in the clear, is refused.
 *
 * @param messages what is encrypted
 * @param keys the one that is published, and those before it while something may still come that was encrypted for them
 * @param algorithms by which it is encrypted
 */
public record Encryption(Set<Message> messages, List<DecryptionKey> keys, JweAlgorithms algorithms) {

    private static final Encryption NONE = new Encryption(
            Set.of(),
            List.of(),
            new JweAlgorithms(KeyManagementAlgorithm.RSA_OAEP_256, ContentEncryption.A128CBC_HS256));

    /** What can come encrypted. */
    public enum Message {
        ID_TOKEN,
        USERINFO,
        /** An authorization response as JWT. */
        AUTHORIZATION_RESPONSE
    }

    /** @throws IllegalArgumentException if something is to be encrypted and there is no key for it */
    public Encryption {
        messages = Set.copyOf(messages);
        keys = List.copyOf(keys);
        if (keys.isEmpty() != messages.isEmpty()) {
            throw new IllegalArgumentException("name what is encrypted, and a key that reads it");
        }
    }

    static Encryption none() {
        return NONE;
    }

    boolean covers(Message message) {
        return messages.contains(message);
    }

    /**
     * What is signed: the text itself if it is not to be encrypted, else what is inside.
     *
     * @throws OpenIdFailure.Invalid {@code DECRYPTION_FAILED}, whatever is wrong
     */
    String open(Message message, String text) {
        return covers(message) ? decrypted(text).orElseThrow(() -> failed(message)) : text;
    }

    private Optional<String> decrypted(String text) {
        return isAsAgreed(text) ? new DecryptionKeys(keys).decrypt(text) : Optional.empty();
    }

    /** Whether the header names the algorithms that were agreed on, and a signed JWT inside (RFC 7519 §5.2). */
    private boolean isAsAgreed(String text) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text.substring(0, (text + ".").indexOf('.')));
            JsonObject header = JsonObject.parse(new String(decoded, StandardCharsets.UTF_8));
            return header.string("alg").equals(Optional.of(algorithms.alg().value()))
                    && header.string("enc").equals(Optional.of(algorithms.enc().value()))
                    && header.string("cty").filter("JWT"::equalsIgnoreCase).isPresent();
        } catch (IllegalArgumentException | JsonException e) {
            return false;
        }
    }

    private static OpenIdFailure.Invalid failed(Message message) {
        return new OpenIdFailure.Invalid(
                Reason.DECRYPTION_FAILED, message + " is not encrypted for this application as it was registered");
    }
}
