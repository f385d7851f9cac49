package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.Parameters;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Somebody in a new browser signs in, or tries to: every other one is a stranger with a made-up name. Each comes from a network of
 * its own, as a proxy says that the provider trusts.
 */
public final class SignInAttempt implements Operation {

    private final Target target;
    private final List<Person> people;

    public SignInAttempt(Target target, List<Person> people) {
        this.target = target;
        this.people = people;
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean known = random.nextBoolean();
        Person person = known
                ? people.get(random.nextInt(people.size()))
                : new Person("stranger-" + random.nextInt(1 << 30), "a guess");
        Browser browser = new Browser(target, person, connection, List.of("X-Forwarded-For: " + address(random)));
        HybridFlow.Request request = HybridFlow.Request.random();
        Parameters parameters = request.parameters(target.application());
        try {
            HybridFlow.FrontChannel.parse(target, request, browser.authorize(parameters));
        } catch (Browser.WrongPassword e) {
            require(!known, "the right password is refused");
            return;
        }
        require(known, "a stranger is let in");
    }

    private static String address(ThreadLocalRandom random) {
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new WrongAnswer(otherwise);
        }
    }
}
