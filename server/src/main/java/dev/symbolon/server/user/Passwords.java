package dev.symbolon.server.user;

import dev.symbolon.protocol.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hashes passwords and checks them, with Argon2id (RFC 9106).
 *
 * <p>A password has 1 to 1,024 characters and is taken in Unicode form NFKC, so that it is the same whichever keyboard wrote it
 * (NIST SP 800-63B §3.1.1.2). Each hash takes a core and 19 MiB: only half of the cores hash at a time, in the order in which
 * they were asked, on threads that stand back for everybody else's, and nobody waits longer than a few seconds.
 */
public final class Passwords {

    public static final int MOST_CHARACTERS = 1024;

    private static final int MEBIBYTE = 1 << 20;
    private static final int OF_ONE_HASH = 20 * MEBIBYTE;
    private static final int OF_EVERYTHING_ELSE = 96 * MEBIBYTE;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SecureRandom random;
    private final Argon2id algorithm;
    private final Executor threads;

    private final HashingMemory memory = new HashingMemory(atOnce(
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory())
            * (Argon2id.RECOMMENDED.memory() + Argon2id.AUXILIARY_BLOCKS));

    /** @param threads that the hashing is done on; where it refuses, too much is waiting */
    public Passwords(SecureRandom random, Executor threads) {
        this(random, Argon2id.RECOMMENDED, threads);
    }

    Passwords(SecureRandom random, Argon2id algorithm, Executor threads) {
        this.random = random;
        this.algorithm = algorithm;
        this.threads = threads;
    }

    /** Says that more passwords wait to be checked than can be checked in good time. */
    public static final class Saturated extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Saturated() {
            super("too many passwords wait to be checked", null, false, false);
        }
    }

    /**
     * How many can be hashed at a time: one for every second core, so that whoever guesses passwords leaves the others to everybody
     * else, and as far as the heap has room for them beside everything else.
     */
    public static int atOnce(int cores, long heapOctets) {
        return Math.clamp((heapOctets - OF_EVERYTHING_ELSE) / OF_ONE_HASH, 1, Math.max(1, cores / 2));
    }

    /** Whether it can be somebody's password at all. */
    public static boolean isAcceptable(Secret password) {
        int length = password.length();
        return length >= 1 && length <= MOST_CHARACTERS;
    }

    /** Whether a text is a hash that passwords can be checked against. */
    public static boolean isHash(String text) {
        return PasswordHash.parse(text).isPresent();
    }

    /**
     * Returns the hash in the PHC string format, with a new salt.
     *
     * @throws IllegalArgumentException if the password is not acceptable
     */
    public String hash(Secret password) {
        if (!isAcceptable(password)) {
            throw new IllegalArgumentException("a password has 1 to " + MOST_CHARACTERS + " characters");
        }
        byte[] salt = new byte[Argon2id.SALT_OCTETS];
        random.nextBytes(salt);
        return compute(() -> algorithm.hash(normalized(password), salt, Argon2id.HASH_OCTETS, memory))
                .toString();
    }

    /** A hash that no password has, and that costs as much to check as any other. */
    public String unmatchable() {
        byte[] salt = new byte[Argon2id.SALT_OCTETS];
        byte[] hash = new byte[Argon2id.HASH_OCTETS];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(algorithm, salt, hash).toString();
    }

    /** Whether the hash is this password's. A hash that is malformed is nobody's. */
    public boolean verify(Secret password, String hash) {
        Optional<PasswordHash> stored = PasswordHash.parse(hash);
        if (stored.isEmpty() || !isAcceptable(password)) {
            return false;
        }
        PasswordHash expected = stored.get();
        PasswordHash actual = compute(() -> expected.madeOf(normalized(password), memory));
        return MessageDigest.isEqual(actual.hash(), expected.hash());
    }

    /** Whether the hash was made with other parameters than are used today. */
    public boolean isOutdated(String hash) {
        return PasswordHash.parse(hash)
                .map(stored -> !stored.algorithm().equals(algorithm))
                .orElse(true);
    }

    private PasswordHash compute(Callable<PasswordHash> work) {
        FutureTask<PasswordHash> hash = new FutureTask<>(work);
        try {
            threads.execute(hash);
            return hash.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            hash.cancel(false);
            throw new Saturated();
        } catch (InterruptedException e) {
            hash.cancel(false);
            Thread.currentThread().interrupt();
            throw new Saturated();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the password cannot be hashed", e.getCause());
        }
    }

    private static String normalized(Secret password) {
        return Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
    }
}
