package dev.symbolon.proof;

import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.proof.Watch.Outcome;
import dev.symbolon.proof.Watch.Sight;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Kills a node under load, in the middle of flows that began on it. */
final class NodeLoss {

    private static final Application APPLICATION = Registrations.application(0);
    private static final int FLOWS = 60;

    /** A process takes a moment to die. */
    private static final long GRACE_NANOSECONDS = 100_000_000;

    private final Cluster cluster;
    private final Target target;
    private final List<SignedIn> people;
    private final Claim flowsFinish;
    private final Claim onlyUnderWay;
    private final Inquiry inquiry;

    NodeLoss(Cluster cluster, List<SignedIn> people, Claims claims) {
        this.cluster = cluster;
        this.target = cluster.target();
        this.people = people;
        this.flowsFinish = claims.claim("flows that began on a killed node finish on another");
        this.onlyUnderWay = claims.claim("only what was under way on the killed node fails");
        this.inquiry = new Inquiry(
                target, cluster.addresses().subList(1, cluster.nodes().size()), Inquiry.Findings.in(claims));
    }

    void run() throws InterruptedException, IOException {
        Node lost = cluster.node(0);
        Ledger ledger = Ledger.of(people);
        int cutBefore = cluster.balancer().cutOff();
        Watch watch = new Watch();
        List<URI> balancer = List.of(cluster.balancer().address());
        long killed;
        try (Visitors _ = Visitors.at(target, balancer, people, ledger, onlyUnderWay, watch)) {
            Thread.sleep(1_000);
            List<String> codes = begin(lost);
            killed = System.nanoTime();
            lost.kill();
            finish(codes);
            Thread.sleep(1_000);
        }
        judge(watch.sights(), killed, cluster.balancer().cutOff() - cutBefore);
        inquiry.run(ledger);
        lost.startAgain();
        cluster.balancer().awaitReady();
    }

    private List<String> begin(Node node) throws IOException {
        List<String> codes = new ArrayList<>();
        try (Conversation conversation = Conversation.with(target, node.address())) {
            for (int number = 0; number < FLOWS; number++) {
                SignedIn person = people.get(number % people.size());
                if (conversation.authorize(person, APPLICATION, "code id_token") instanceof Answer.Code(String code)) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    private void finish(List<String> codes) throws IOException {
        try (Conversation one = Conversation.with(target, cluster.node(1).address());
                Conversation other = Conversation.with(target, cluster.node(2).address())) {
            for (String code : codes) {
                Answer redeemed = one.redeem(APPLICATION, code);
                flowsFinish.check(redeemed instanceof Answer.Given, "the code: " + redeemed);
                if (redeemed instanceof Answer.Given(var tokens)) {
                    Answer refreshed =
                            other.refresh(APPLICATION, tokens.refreshToken().orElseThrow());
                    flowsFinish.check(refreshed instanceof Answer.Given, "the refresh token: " + refreshed);
                }
            }
        }
    }

    /** A request may fail only if the node was killed while it was under way, and so often as the balancer was cut off. */
    private void judge(List<Sight> sights, long killed, int cutOff) {
        long failed = 0;
        for (Sight sight : sights) {
            boolean answered = sight.outcome() == Outcome.ANSWERED;
            boolean underWay = sight.begun() <= killed + GRACE_NANOSECONDS && sight.ended() >= killed;
            onlyUnderWay.check(
                    answered || underWay, sight.what() + ", begun " + (sight.begun() < killed ? "before" : "after"));
            failed += answered ? 0 : 1;
        }
        onlyUnderWay.check(failed <= cutOff, failed + " fail, though " + cutOff + " were cut off");
    }
}
