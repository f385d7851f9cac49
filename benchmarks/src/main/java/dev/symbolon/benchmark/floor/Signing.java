package dev.symbolon.benchmark.floor;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.Cryptography;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a bare signature costs, and checking one, by the library that the provider uses. All processors sign at the same time, as they do under load:
 * two that share a core are slower then.
 */
public final class Signing {

    /** As long as what is signed of a token. */
    private static final byte[] MESSAGE = new byte[700];

    private Signing() {}

    /** Something that is done again and again. */
    @FunctionalInterface
    private interface Step {

        void take() throws GeneralSecurityException;
    }

    private record Taken(long count, long nanoseconds) {}

    /** Milliseconds of CPU time for one signature. */
    public static double signing(SigningAlgorithm algorithm, Duration duration) {
        Cryptography.preferNative();
        PrivateKey key = keys(algorithm).getPrivate();
        return milliseconds(() -> sign(algorithm, key), duration);
    }

    /** Milliseconds of CPU time for one verification. */
    public static double verifying(SigningAlgorithm algorithm, Duration duration) {
        Cryptography.preferNative();
        KeyPair keys = keys(algorithm);
        try {
            byte[] signature = sign(algorithm, keys.getPrivate());
            return milliseconds(() -> verify(algorithm, keys.getPublic(), signature), duration);
        } catch (GeneralSecurityException e) {
            throw new BenchmarkException(algorithm + " does not sign", e);
        }
    }

    private static byte[] sign(SigningAlgorithm algorithm, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name(algorithm));
        signature.initSign(key);
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static void verify(SigningAlgorithm algorithm, PublicKey key, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name(algorithm));
        signature.initVerify(key);
        signature.update(MESSAGE);
        if (!signature.verify(signed)) {
            throw new BenchmarkException("a signature of " + algorithm + " is wrong");
        }
    }

    private static double milliseconds(Step step, Duration duration) {
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            List<Future<Taken>> all = new ArrayList<>();
            for (int i = 0; i < processors; i++) {
                all.add(threads.submit(() -> {
                    takeMany(step, duration.dividedBy(4));
                    return takeMany(step, duration);
                }));
            }
            long count = 0;
            long nanoseconds = 0;
            for (Future<Taken> one : all) {
                count += one.get().count();
                nanoseconds += one.get().nanoseconds();
            }
            return nanoseconds / 1e6 / count;
        } catch (ExecutionException e) {
            throw new BenchmarkException("the floor of signatures cannot be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static Taken takeMany(Step step, Duration duration) throws GeneralSecurityException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long count = 0;
        long cpu = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            step.take();
            count++;
        }
        return new Taken(count, threads.getCurrentThreadCpuTime() - cpu);
    }

    private static KeyPair keys(SigningAlgorithm algorithm) {
        try {
            if (algorithm == SigningAlgorithm.RS256) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new BenchmarkException("there is no key for " + algorithm, e);
        }
    }

    private static String name(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.RS256 ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    }
}
