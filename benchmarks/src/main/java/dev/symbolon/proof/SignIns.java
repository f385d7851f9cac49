package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Refusal;
import dev.symbolon.benchmark.target.Browser;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Signs people in through the pages; who is told that there is too much to do tries again. */
final class SignIns {

    private static final int MOST_TRIES = 40;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private SignIns() {}

    /** Everybody, one after the other, and their consent to the first application. */
    static List<SignedIn> all(Target target, List<Person> people) {
        try {
            List<SignedIn> done = new ArrayList<>();
            for (Person person : people) {
                done.add(one(target, target.issuer(), person));
            }
            return done;
        } catch (IOException e) {
            throw new BenchmarkException("not everybody can sign in", e);
        }
    }

    static SignedIn one(Target target, URI node, Person person) throws IOException {
        for (int tries = 1; ; tries++) {
            try (HttpConnection connection = HttpConnection.to(node)) {
                Browser browser = new Browser(target, person, connection);
                browser.authorize(Conversation.request(target.application(), "code id_token"));
                return new SignedIn(person, browser.cookies());
            } catch (BenchmarkException | Refusal e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
