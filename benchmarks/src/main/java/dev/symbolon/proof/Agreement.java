package dev.symbolon.proof;

import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What happens on one node and another, at once or one after the other. */
final class Agreement {

    private static final Application APPLICATION = Registrations.application(0);
    private static final Duration CHANGES_ARRIVE_IN = Duration.ofSeconds(5);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(50);

    private final Cluster cluster;
    private final Target target;
    private final List<SignedIn> people;
    private final Claims claims;
    private final Claim codesOnce;
    private final Claim familiesWhole;
    private final Claim sessionsKnown;
    private final Claim changesArrive;

    Agreement(Cluster cluster, List<SignedIn> people, Claims claims) {
        this.cluster = cluster;
        this.target = cluster.target();
        this.people = people;
        this.claims = claims;
        this.codesOnce = claims.claim("a code that two nodes redeem at once brings tokens once");
        this.familiesWhole = claims.claim("a refresh token that two nodes rotate at once does not split its family");
        this.sessionsKnown = claims.claim("a session that began on one node is known to another at once");
        this.changesArrive = claims.claim("a client that was changed is changed on all nodes within 5 s");
    }

    private Conversation with(int node) {
        return Conversation.with(
                target, cluster.node(node % cluster.nodes().size()).address());
    }

    void redeemAtOnce(int tries) throws IOException {
        try (Both both = new Both();
                Conversation one = with(0);
                Conversation other = with(1)) {
            for (int number = 0; number < tries; number++) {
                String code = code(one, number);
                Both.Answers answers =
                        both.at(() -> one.redeem(APPLICATION, code), () -> other.redeem(APPLICATION, code));
                boolean first = answers.one() instanceof Answer.Given;
                boolean second = answers.other() instanceof Answer.Given;
                codesOnce.check(first ^ second, first ? "twice" : "never: " + answers);
            }
        }
    }

    private String code(Conversation conversation, int number) throws IOException {
        Answer answer = conversation.authorize(people.get(number % people.size()), APPLICATION, "code");
        if (answer instanceof Answer.Code(String code)) {
            return code;
        }
        throw new IOException("there is no code, but " + answer);
    }

    void refreshAtOnce(int tries) throws IOException {
        try (Both both = new Both();
                Conversation one = with(1);
                Conversation other = with(2)) {
            for (int number = 0; number < tries; number++) {
                Family family = new Family(APPLICATION, code(one, number));
                if (one.redeem(APPLICATION, family.code()) instanceof Answer.Given(var tokens)) {
                    family.redeemed(tokens);
                    rotate(both, one, other, family);
                }
            }
        }
    }

    private void rotate(Both both, Conversation one, Conversation other, Family family) throws IOException {
        String token = family.refreshToken();
        Both.Answers answers = both.at(() -> one.refresh(APPLICATION, token), () -> other.refresh(APPLICATION, token));
        if (answers.one() instanceof Answer.Given(var first) && answers.other() instanceof Answer.Given(var second)) {
            family.refreshed(first);
            new Branches(other, family).follow(second, familiesWhole);
        } else {
            familiesWhole.breakBy("one of the two is refused: " + answers);
        }
    }

    void signIn(int times) throws IOException {
        for (int number = 0; number < times; number++) {
            Person person = people.get(number % people.size()).person();
            try (Conversation other = with(number + 1)) {
                SignedIn begun = SignIns.one(
                        target, cluster.node(number % cluster.nodes().size()).address(), person);
                Answer answer = other.authorize(begun, APPLICATION, "code");
                sessionsKnown.check(answer instanceof Answer.Code, "without a page: " + answer);
            }
        }
    }

    /** Restricts an application, and waits until every node refuses what it may ask for no more. */
    void change(int number) throws IOException {
        Application application = Registrations.application(number);
        for (int node = 0; node < cluster.nodes().size(); node++) {
            ask(node, application);
        }
        cluster.run(List.of(
                "apply",
                cluster.registrations()
                        .writeRestriction(cluster.folder(), number)
                        .toString()));
        long applied = System.nanoTime();
        for (int node = 0; node < cluster.nodes().size(); node++) {
            while (!isRefused(ask(node, application))
                    && since(applied).compareTo(CHANGES_ARRIVE_IN.multipliedBy(3)) < 0) {
                LockSupport.parkNanos(LOOKED_EVERY.toNanos());
            }
        }
        Duration needed = since(applied);
        changesArrive.check(
                needed.compareTo(CHANGES_ARRIVE_IN.plus(LOOKED_EVERY.multipliedBy(4))) <= 0,
                "after " + needed.toMillis() + " ms");
        claims.remark("a change of a client reached all nodes in " + needed.toMillis() + " ms");
    }

    private Answer ask(int node, Application application) throws IOException {
        try (Conversation conversation = with(node)) {
            return conversation.authorize(people.getFirst(), application, "code id_token");
        }
    }

    private static boolean isRefused(Answer answer) {
        return answer instanceof Answer.Refused(String error)
                && (error.equals("unauthorized_client") || error.equals("unsupported_response_type"));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
