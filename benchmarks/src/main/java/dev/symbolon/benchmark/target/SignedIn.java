package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A browser in which a person has signed in and consented.
 *
 * @param cookies the field of the header with all cookies
 */
public record SignedIn(Person person, String cookies) {

    private static final int AT_ONCE = 2;
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /** Signs everybody in through the pages, and consents to what the flow asks for. */
    public static List<SignedIn> all(Target target, List<Person> people) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<SignedIn>> begun = new ArrayList<>();
            people.forEach(person -> begun.add(threads.submit(() -> signInPatiently(target, person))));
            List<SignedIn> done = new ArrayList<>();
            for (Future<SignedIn> future : begun) {
                done.add(future.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new BenchmarkException("not everybody can sign in: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /** Comes back later as often as the provider has too much to do. */
    private static SignedIn signInPatiently(Target target, Person person) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return signIn(target, person);
            } catch (Refusal e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
        }
    }

    private static SignedIn signIn(Target target, Person person) throws IOException {
        try (HttpConnection connection = HttpConnection.to(target.issuer())) {
            Browser browser = new Browser(target, person, connection);
            HybridFlow.Request request = HybridFlow.Request.random();
            HybridFlow.FrontChannel answer = HybridFlow.FrontChannel.parse(
                    target, request, browser.authorize(request.parameters(target.application())));
            answer.verify(target, request);
            return new SignedIn(person, browser.cookies());
        }
    }

    /** The cookies do not print. */
    @Override
    public String toString() {
        return "SignedIn[" + person + "]";
    }
}
