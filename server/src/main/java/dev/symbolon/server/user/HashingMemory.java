package dev.symbolon.server.user;

import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The memory that hashes are made in, zeroed and kept from one to the next. As garbage it would make the heap grow to its limit with
 * the first people who sign in, and stay there.
 */
final class HashingMemory {

    private final int kibibytes;

    /** As an Object, since the JVM would otherwise load the library at every start, to see that it is a {@link BlockPool}. */
    private Optional<Object> blocks = Optional.empty();

    /** @param kibibytes how much is kept at most */
    HashingMemory(int kibibytes) {
        this.kibibytes = kibibytes;
    }

    Argon2Parameters.Builder lendTo(Argon2Parameters.Builder parameters) {
        return parameters.withBlockPool((BlockPool) blocks());
    }

    private synchronized Object blocks() {
        Object present = blocks.orElseGet(() -> new FixedBlockPool(kibibytes));
        blocks = Optional.of(present);
        return present;
    }
}
