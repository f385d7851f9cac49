package dev.symbolon.proof;

import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.proof.Family.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks a provider for everything that it has acknowledged, while nobody else works. */
final class Inquiry {

    /** Looking at some things ends a family; one in so many is looked at so. */
    private static final int ENDED_ONE_IN = 6;

    private static final int AT_ONCE = 4;
    private static final int MOST_ASKED = 120;

    private final Target target;
    private final List<URI> nodes;
    private final Findings findings;

    /** @param nodes are asked in turn */
    Inquiry(Target target, List<URI> nodes, Findings findings) {
        this.target = target;
        this.nodes = nodes;
        this.findings = findings;
    }

    /** What an inquiry is about. */
    record Findings(
            Claim refreshTokensKept,
            Claim codesOnce,
            Claim codesKept,
            Claim familiesWhole,
            Claim revocationsKept,
            Claim consentsKept,
            Claim sessionsKept) {

        static Findings in(Claims claims) {
            return new Findings(
                    claims.claim("no acknowledged refresh token is lost"),
                    claims.claim("no code is redeemed twice"),
                    claims.claim("a code that was given out is good for its whole life"),
                    claims.claim("no family of refresh tokens splits"),
                    claims.claim("no acknowledged revocation is undone"),
                    claims.claim("no acknowledged consent is lost"),
                    claims.claim("no acknowledged session is lost"));
        }
    }

    /** Asks for all that happened lately and a part of what was before, and leaves in the ledger what is still good for more. */
    void run(Ledger ledger) throws InterruptedException {
        List<Family> families = new ArrayList<>(ledger.families());
        families.sort(Comparator.comparing(Family::isRefreshing).reversed());
        Queue<Family> kept = new ConcurrentLinkedQueue<>();
        inParallel(families, (conversation, number) -> {
            Family family = families.get(number);
            if (ask(conversation, family, number)) {
                kept.add(family);
            }
        });
        List<Ledger.Consented> consents = sample(ledger.consents());
        inParallel(consents, (conversation, number) -> ask(conversation, consents.get(number)));
        List<SignedIn> sessions = sample(ledger.sessions());
        inParallel(sessions, (conversation, number) -> ask(conversation, sessions.get(number)));
        ledger.keep(kept);
    }

    private static <T> List<T> sample(Collection<T> facts) {
        List<T> all = new ArrayList<>(facts);
        int recent = Math.max(0, all.size() - MOST_ASKED / 2);
        Collections.shuffle(all.subList(0, recent));
        return all.subList(Math.max(0, all.size() - MOST_ASKED), all.size());
    }

    @FunctionalInterface
    private interface Question {

        void ask(Conversation conversation, int number) throws IOException;
    }

    private void inParallel(Collection<?> all, Question question) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int first = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try (Conversation conversation = Conversation.with(target, nodes.get(first % nodes.size()))) {
                    for (int number = first; number < all.size(); number += AT_ONCE) {
                        question.ask(conversation, number);
                    }
                } catch (IOException e) {
                    findings.refreshTokensKept().breakBy("the provider does not answer the inquiry: " + e.getMessage());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** @return whether the family is good for more */
    private boolean ask(Conversation conversation, Family family, int number) throws IOException {
        if (family.revocation() == Progress.ACKNOWLEDGED) {
            askRevoked(conversation, family);
            return false;
        }
        if (family.revocation() == Progress.UNKNOWN) {
            return false;
        }
        return switch (family.redemption()) {
            case NOT_ASKED -> {
                askUnused(conversation, family);
                yield false;
            }
            case UNKNOWN -> {
                askTwice(conversation, family, 0);
                yield false;
            }
            case ACKNOWLEDGED -> askAlive(conversation, family, number);
        };
    }

    private void askRevoked(Conversation conversation, Family family) throws IOException {
        boolean refused = conversation.refresh(family.application(), family.refreshToken()) instanceof Answer.Refused;
        findings.revocationsKept().check(refused, "a refresh token that was revoked is good");
        boolean unknown = conversation.userinfo(family.accessToken()) instanceof Answer.Refused;
        findings.revocationsKept().check(unknown, "userinfo takes an access token of what was revoked");
    }

    private void askUnused(Conversation conversation, Family family) throws IOException {
        if (!family.isCodeGood()) {
            return;
        }
        Answer answer = conversation.redeem(family.application(), family.code());
        findings.codesKept().check(answer instanceof Answer.Given, "a code that nobody has used: " + answer);
        askTwice(conversation, family, answer instanceof Answer.Given ? 1 : 0);
    }

    /**
     * A code that has expired is refused for that alone, which says nothing.
     *
     * @param successes how often the code has brought tokens so far
     */
    private void askTwice(Conversation conversation, Family family, int successes) throws IOException {
        if (!family.isCodeGood()) {
            return;
        }
        int all = successes;
        for (int attempt = 0; attempt < 2; attempt++) {
            all += conversation.redeem(family.application(), family.code()) instanceof Answer.Given ? 1 : 0;
        }
        findings.codesOnce().check(all <= 1, "a code has brought tokens " + all + " times");
    }

    private boolean askAlive(Conversation conversation, Family family, int number) throws IOException {
        boolean wasInFlight = family.isRefreshing();
        Answer answer = conversation.refresh(family.application(), family.refreshToken());
        findings.refreshTokensKept()
                .check(
                        answer instanceof Answer.Given,
                        (wasInFlight ? "while its refresh was under way: " : "at rest: ") + answer);
        if (!(answer instanceof Answer.Given(var tokens))) {
            return false;
        }
        family.refreshed(tokens);
        if (wasInFlight || number % ENDED_ONE_IN == 0) {
            new Branches(conversation, family).check(findings.familiesWhole());
            return false;
        }
        if (number % ENDED_ONE_IN == 1 && family.isCodeGood()) {
            askTwice(conversation, family, 1);
            return false;
        }
        return true;
    }

    private void ask(Conversation conversation, Ledger.Consented consented) throws IOException {
        Answer answer = conversation.authorize(consented.person(), consented.application(), "code");
        findings.consentsKept().check(answer instanceof Answer.Code, "without a page: " + answer);
    }

    private void ask(Conversation conversation, SignedIn session) throws IOException {
        Answer answer = conversation.authorize(session, Registrations.application(0), "code");
        findings.sessionsKept().check(answer instanceof Answer.Code, "without a page: " + answer);
    }
}
