package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the provider keeps and renews its keys.
 *
 * @param masterKey under which all others are encrypted
 * @param previousMasterKey the one before, while it is being replaced
 * @param rotationPeriod how long a signing key signs
 * @param announcementPeriod how long before that it stands in the JWKS, so that every cache knows it in time
 */
public record KeySettings(
        MasterKey masterKey,
        Optional<MasterKey> previousMasterKey,
        Duration rotationPeriod,
        Duration announcementPeriod) {

    /** Where the master key comes from: 32 random octets in hexadecimal digits, base64 or base64url. */
    public sealed interface MasterKey {

        /** From a file, which is made with mode 0600 for a new database. */
        record InFile(Path path) implements MasterKey {}

        /** Given itself, best in the environment. */
        record Given(Secret key) implements MasterKey {}
    }
}
