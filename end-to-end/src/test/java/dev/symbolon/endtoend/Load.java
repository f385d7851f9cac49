package dev.symbolon.endtoend;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Applications that get codes, redeem them and refresh, all at once and until the provider no longer answers. What the provider has
 * acknowledged is written down, so that it can be asked about it afterwards.
 */
final class Load {

    private static final String CLIENT_ID = "by-basic";
    private static final String CLIENT_SECRET = "secret-of-a-client-that-uses-the-header";
    private static final URI REDIRECT_URI = URI.create("http://localhost:1/callback");
    private static final int WORKERS = 12;
    private static final int REFRESHES = 3;

    private final PlainBrowser browser;
    private final URI request;
    private final BareTokenEndpoint endpoint;
    private final Queue<Family> families = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Semaphore acknowledged = new Semaphore(0);
    private final List<Thread> workers;

    /** A code, and what the provider is known to have given for it. */
    private static final class Family {

        private final String code;
        private volatile boolean isRedeemed;
        private volatile String refreshToken = "";

        private Family(String code) {
            this.code = code;
        }

        private void keep(BareTokenEndpoint.Answer answer) {
            isRedeemed = true;
            refreshToken = answer.refreshToken();
        }
    }

    private Load(URI issuer) {
        IndependentClient client = new IndependentClient(
                issuer,
                new IndependentClient.Registration(
                        CLIENT_ID,
                        Optional.of(new ClientSecretBasic(new ClientID(CLIENT_ID), new Secret(CLIENT_SECRET))),
                        REDIRECT_URI,
                        JWSAlgorithm.RS256));
        this.browser = client.browser();
        this.request = client.request("code id_token").uri();
        this.endpoint = new BareTokenEndpoint(issuer, REDIRECT_URI, CLIENT_ID, CLIENT_SECRET);
        browser.authorize(request);
        this.workers = Stream.generate(() -> Thread.ofVirtual().unstarted(this::work))
                .limit(WORKERS)
                .toList();
    }

    static Load on(URI issuer) {
        Load load = new Load(issuer);
        load.workers.forEach(Thread::start);
        return load;
    }

    private void work() {
        try {
            while (surprises.isEmpty()) {
                Family family = new Family(
                        browser.authorize(request).parameters().get("code").getFirst());
                families.add(family);
                acknowledge(family, endpoint.redeem(family.code));
                for (int refresh = 0; refresh < REFRESHES; refresh++) {
                    acknowledge(family, endpoint.refresh(family.refreshToken));
                }
            }
        } catch (UncheckedIOException e) {
            // The provider has been killed: nobody knows what became of the last request.
        }
    }

    private void acknowledge(Family family, BareTokenEndpoint.Answer answer) {
        if (!answer.isSuccess()) {
            surprises.add(answer.toString());
            return;
        }
        family.keep(answer);
        acknowledged.release();
    }

    void awaitAcknowledged(int answers) {
        try {
            if (!acknowledged.tryAcquire(answers, 30, TimeUnit.SECONDS)) {
                throw new AssertionError("the provider is too slow, or refuses: " + surprises);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitEnd() {
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the provider refused though it should not have. */
    Collection<String> surprises() {
        return surprises;
    }

    /** Refresh tokens that had been given and are worth nothing now. */
    List<String> lostRefreshTokens() {
        return families.stream()
                .filter(family -> family.isRedeemed)
                .map(family -> endpoint.refresh(family.refreshToken))
                .filter(answer -> !answer.isSuccess())
                .map(BareTokenEndpoint.Answer::error)
                .toList();
    }

    /** Codes that have brought tokens more than once in all. */
    List<String> codesRedeemedTwice() {
        return families.stream()
                .filter(family -> successes(family) > 1)
                .map(family -> family.isRedeemed ? "before and after" : "twice after")
                .toList();
    }

    private int successes(Family family) {
        int successes = family.isRedeemed ? 1 : 0;
        for (int attempt = 0; attempt < 2; attempt++) {
            successes += endpoint.redeem(family.code).isSuccess() ? 1 : 0;
        }
        return successes;
    }
}
