package dev.symbolon.server.key;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.server.key.Generations.Generation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Seals texts that travel through other hands: they come back as they were made, read by nobody, or not at all.
 *
 * <p>A sealed text is base64url of a version octet, four octets of key generation, and AES-256-GCM of the text, with the purpose
 * authenticated along. When it expires is for the text itself to say.
 */
public final class Seal {

    /** What a sealed text is for; sealed for one purpose, it does not open for another. */
    public enum Purpose {
        /** What an authorization code stands for, from the authorization endpoint to the token endpoint. */
        AUTHORIZATION_CODE,
        /** A pending authorization request, from page to page, and what a page has asked of whom. */
        INTERACTION,
        /** What an opaque access token says. */
        ACCESS_TOKEN,
        /** Whom an access token is about, where it names the person as the client does alone. */
        SUBJECT,
        /** When a nonce for proofs of possession was given out. */
        DPOP_NONCE,
        /** Which authorization a refresh token continues, and as which generation. */
        REFRESH_TOKEN,
        /** A pending logout, on its confirmation page. */
        LOGOUT,
        /** An authorization request that was pushed, until the browser brings it. */
        PUSHED_REQUEST,
        /** Which consent a button withdraws, and for whom it was shown. */
        CONSENT,
        /** Which device waits for a person's decision. */
        DEVICE_CODE,
        /** Which device a button decides on, and for whom it was shown. */
        DEVICE_DECISION,
        /** Which request a client waits with, over the back channel. */
        AUTH_REQ_ID,
        /** What a client is told with once a person has decided. */
        NOTIFICATION,
        /** Which request a button decides on, and for whom it was shown. */
        BACKCHANNEL_DECISION,
        /** To which of the provider's own pages a person goes on once they have signed in. */
        OWN_PAGE
    }

    private static final int MOST_CHARACTERS = 8192;
    private static final byte VERSION = 1;
    private static final int HEAD_OCTETS = 5;

    private final CurrentKeys keys;
    private final InstantSource clock;
    private final SecureRandom random;

    Seal(CurrentKeys keys, InstantSource clock, SecureRandom random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** @throws OAuthException {@code invalid_request} if the sealed text would have more than 8,192 characters */
    public String seal(Purpose purpose, String text) {
        Generation<Aead> sealing = keys.snapshot().sealing().current(clock.instant());
        byte[] head = head(sealing.number());
        byte[] body = sealing.key().encrypt(text.getBytes(StandardCharsets.UTF_8), associated(purpose, head), random);
        String sealed = encode(ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array());
        if (sealed.length() > MOST_CHARACTERS) {
            throw OAuthException.invalidRequest("the parameters are too long altogether");
        }
        return sealed;
    }

    /** The text, if this provider sealed it for the purpose; anything else, however odd, is empty. */
    public Optional<String> open(Purpose purpose, String sealed) {
        return decode(sealed).filter(octets -> octets.length > HEAD_OCTETS).flatMap(octets -> {
            byte[] head = Arrays.copyOf(octets, HEAD_OCTETS);
            byte[] body = Arrays.copyOfRange(octets, HEAD_OCTETS, octets.length);
            return opener(head)
                    .flatMap(aead -> aead.decrypt(body, associated(purpose, head)))
                    .map(text -> new String(text, StandardCharsets.UTF_8));
        });
    }

    /**
     * What the text says, if this provider sealed it for the purpose, in a form that this version knows: nodes of another version may run
     * beside this one, and what they have sealed comes here too.
     *
     * @param reading refuses a text of another form by an exception
     */
    public <T> Optional<T> open(Purpose purpose, String sealed, Function<String, T> reading) {
        try {
            return open(purpose, sealed).map(reading);
        } catch (JsonException
                | OAuthException
                | IllegalArgumentException
                | NoSuchElementException
                | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Optional<Aead> opener(byte[] head) {
        if (head[0] != VERSION) {
            return Optional.empty();
        }
        int generation = ByteBuffer.wrap(head).getInt(1);
        return keys.snapshot().sealing().find(generation).map(Generation::key);
    }

    private static byte[] head(int generation) {
        return ByteBuffer.allocate(HEAD_OCTETS).put(VERSION).putInt(generation).array();
    }

    private static byte[] associated(Purpose purpose, byte[] head) {
        byte[] name = purpose.name().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + name.length)
                .put(head)
                .put(name)
                .array();
    }

    /** Base64url that is not in its one canonical form is refused, so that a sealed text cannot be spelled in two ways. */
    private static Optional<byte[]> decode(String sealed) {
        if (sealed.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] octets = Base64.getUrlDecoder().decode(sealed);
            return Optional.of(octets).filter(found -> encode(found).equals(sealed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
