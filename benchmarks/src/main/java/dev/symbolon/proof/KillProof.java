package dev.symbolon.proof;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderCommand;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.Store;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Kills the provider under load, again and again, and asks it afterwards for all that it had acknowledged. */
final class KillProof {

    private static final int APPLICATIONS = 100;
    private static final int VISITORS = 12;
    private static final int CLEAN_ONE_IN = 4;
    private static final int FEWEST_ANSWERS = 50;
    private static final int MOST_ANSWERS = 1_000;
    private static final Duration LONGEST_LOAD = Duration.ofSeconds(20);

    private final Plan plan;
    private final Claims claims;
    private final Claim nothingWrong;
    private final Claim quickStart;
    private final Inquiry.Findings findings;
    private final Ledger ledger = new Ledger();
    private final Starts clean = new Starts();
    private final Starts afterKill = new Starts();

    /**
     * How to kill.
     *
     * @param away how long the provider is away after each kill
     */
    record Plan(StoreKind store, int rounds, Duration away) {}

    KillProof(Plan plan, Claims claims) {
        this.plan = plan;
        this.claims = claims;
        this.findings = Inquiry.Findings.in(claims);
        this.nothingWrong = claims.claim("nothing good is refused under load");
        this.quickStart = claims.claim("the start after a kill is as fast as a clean one");
    }

    void run() throws InterruptedException {
        claims.begin("kill, " + plan.rounds() + " times, on " + plan.store());
        Path folder = Checkout.scratchFolder();
        Registrations registrations = new Registrations(VISITORS, APPLICATIONS, "id-token-algorithm: ES256");
        try (Store store = Store.open(plan.store(), folder)) {
            ProviderProcess.Settings settings =
                    ProviderProcess.Settings.in(folder).withEnvironment(store.environment());
            String manifest = registrations.writeManifest(folder).toString();
            ProviderCommand.run(settings, List.of("apply", manifest, "--data=" + folder));
            try (Node node = Node.alone(settings)) {
                node.awaitReady();
                killAgainAndAgain(node, registrations);
            }
        } finally {
            Checkout.remove(folder);
        }
    }

    private void killAgainAndAgain(Node node, Registrations registrations) throws InterruptedException {
        Target target = Target.discover(node.issuer(), Registrations.application(0));
        List<SignedIn> people = SignIns.all(target, registrations.everybody());
        people.forEach(person -> ledger.addSignIn(person, Registrations.application(0)));
        List<Visitor> visitors = people.stream()
                .map(person -> new Visitor(target, ledger, person, APPLICATIONS, nothingWrong))
                .toList();
        Inquiry inquiry = new Inquiry(target, List.of(node.address()), findings);
        for (int round = 0; round < plan.rounds(); round++) {
            if (round % CLEAN_ONE_IN == 0) {
                node.stop();
                clean.add(node.startAgain());
            }
            load(node, target, visitors);
            Thread.sleep(plan.away());
            afterKill.add(node.startAgain());
            inquiry.run(ledger);
        }
        Duration allowed = clean.median().multipliedBy(5).dividedBy(4).plusMillis(100);
        quickStart.check(afterKill.median().compareTo(allowed) <= 0, "it takes more than a quarter longer");
        claims.remark("start after a kill: " + afterKill + "; clean: " + clean);
    }

    private void load(Node node, Target target, List<Visitor> visitors) throws InterruptedException {
        List<Conversation> conversations = IntStream.range(0, visitors.size())
                .mapToObj(number -> Conversation.with(target, node.address()))
                .toList();
        try (Crowd crowd = new Crowd(nothingWrong)) {
            for (int i = 0; i < visitors.size(); i++) {
                Visitor visitor = visitors.get(i);
                Conversation conversation = conversations.get(i);
                crowd.addMortal(() -> visitor.step(conversation));
            }
            Person newcomer = visitors.getFirst().person().person();
            crowd.addMortal(() -> ledger.addSession(SignIns.one(target, node.address(), newcomer)));
            awaitAnswers(ThreadLocalRandom.current().nextInt(FEWEST_ANSWERS, MOST_ANSWERS));
            node.kill();
        } finally {
            conversations.forEach(Conversation::close);
        }
    }

    private void awaitAnswers(int answers) throws InterruptedException {
        long before = nothingWrong.seen();
        long end = System.nanoTime() + LONGEST_LOAD.toNanos();
        while (nothingWrong.seen() < before + answers && System.nanoTime() < end) {
            Thread.sleep(1);
        }
    }
}
