package dev.symbolon.benchmark.floor;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.Cryptography;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
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
 * What a bare signature costs, by the library that the provider uses. All processors sign at the same time, as they do under load:
 * two that share a core are slower then.
 */
public final class SignatureFloor {

    private static final int OCTETS = 700;

    private SignatureFloor() {}

    private record Signed(long count, long nanoseconds) {}

    /** Milliseconds of CPU time for one signature. */
    public static double milliseconds(SigningAlgorithm algorithm, Duration duration) {
        Cryptography.preferNative();
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            PrivateKey key = key(algorithm);
            List<Future<Signed>> all = new ArrayList<>();
            for (int i = 0; i < processors; i++) {
                all.add(threads.submit(() -> sign(algorithm, key, duration)));
            }
            long count = 0;
            long nanoseconds = 0;
            for (Future<Signed> one : all) {
                count += one.get().count();
                nanoseconds += one.get().nanoseconds();
            }
            return nanoseconds / 1e6 / count;
        } catch (GeneralSecurityException | ExecutionException e) {
            throw new BenchmarkException(algorithm + " does not sign", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static Signed sign(SigningAlgorithm algorithm, PrivateKey key, Duration duration)
            throws GeneralSecurityException {
        signMany(algorithm, key, duration.dividedBy(4));
        return signMany(algorithm, key, duration);
    }

    private static Signed signMany(SigningAlgorithm algorithm, PrivateKey key, Duration duration)
            throws GeneralSecurityException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        byte[] message = new byte[OCTETS];
        long count = 0;
        long cpu = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            Signature signature = Signature.getInstance(name(algorithm));
            signature.initSign(key);
            message[(int) (count % OCTETS)]++;
            signature.update(message);
            signature.sign();
            count++;
        }
        return new Signed(count, threads.getCurrentThreadCpuTime() - cpu);
    }

    private static PrivateKey key(SigningAlgorithm algorithm) throws GeneralSecurityException {
        boolean rsa = algorithm == SigningAlgorithm.RS256;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
        if (rsa) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair().getPrivate();
    }

    private static String name(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.RS256 ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    }
}
