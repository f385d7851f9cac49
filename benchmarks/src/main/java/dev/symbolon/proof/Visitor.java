package dev.symbolon.proof;

import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Browser;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A person who uses more and more applications, and those applications: codes, their redemption, refreshes, revocations and
 * consents, in random order. What is acknowledged goes into the ledger. For one thread at a time.
 */
final class Visitor {

    private static final String HYBRID = "code id_token";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Target target;
    private final Ledger ledger;
    private final Claim nothingWrong;
    private final List<Application> consented = new ArrayList<>();
    private final int applications;
    private final SignedIn person;
    private int nextApplication = 1;

    /**
     * @param person has consented to the first application
     * @param nothingWrong is broken by every refusal, because all that is asked for here must be given
     */
    Visitor(Target target, Ledger ledger, SignedIn person, int applications, Claim nothingWrong) {
        this.target = target;
        this.ledger = ledger;
        this.person = person;
        this.applications = applications;
        this.nothingWrong = nothingWrong;
        consented.add(Registrations.application(0));
    }

    SignedIn person() {
        return person;
    }

    /** Does one thing. */
    void step(Conversation conversation) throws IOException {
        int choice = ThreadLocalRandom.current().nextInt(32);
        Optional<Family> idle = choice < 12 ? Optional.empty() : ledger.takeIdle();
        if (idle.isEmpty()) {
            begin(conversation, choice == 0);
        } else if (choice == 12 && conversation.canRevoke()) {
            revoke(conversation, idle.get());
        } else {
            refresh(conversation, idle.get());
        }
        if (choice == 31 && nextApplication < applications) {
            consent(conversation);
        }
    }

    private void begin(Conversation conversation, boolean leavesCode) throws IOException {
        Application application = consented.get(ThreadLocalRandom.current().nextInt(consented.size()));
        Answer answer = conversation.authorize(person, application, HYBRID);
        if (judge("authorize", answer) instanceof Answer.Code(String code)) {
            Family family = ledger.begin(application, code);
            if (!leavesCode) {
                redeem(conversation, family);
            }
        }
    }

    private void redeem(Conversation conversation, Family family) throws IOException {
        family.redeeming();
        if (judge("redeem", conversation.redeem(family.application(), family.code()))
                instanceof Answer.Given(var tokens)) {
            family.redeemed(tokens);
            ledger.putBack(family);
        }
    }

    /** A family whose refresh nobody has answered comes back too: the application tries again. */
    private void refresh(Conversation conversation, Family family) throws IOException {
        family.refreshing();
        Answer answer = judge("refresh", conversation.refresh(family.application(), family.refreshToken()));
        if (answer instanceof Answer.Given(var tokens)) {
            family.refreshed(tokens);
        }
        if (answer instanceof Answer.Given || answer instanceof Answer.Unavailable) {
            ledger.putBack(family);
        }
    }

    private void revoke(Conversation conversation, Family family) throws IOException {
        family.revoking();
        if (judge("revoke", conversation.revoke(family.application(), family.refreshToken())) instanceof Answer.Done) {
            family.revoked();
        }
    }

    private void consent(Conversation conversation) throws IOException {
        Application application = Registrations.application(nextApplication++);
        Target other = new Target(target.issuer(), target.metadata(), target.keys(), application);
        Browser browser = Browser.returning(other, person, conversation.connection());
        browser.authorize(Conversation.request(application, HYBRID));
        consented.add(application);
        ledger.addConsent(person, application);
    }

    private Answer judge(String what, Answer answer) {
        switch (answer) {
            case Answer.Refused(String error) -> nothingWrong.breakBy(what + " is refused: " + error);
            case Answer.Wrong(String reason) -> nothingWrong.breakBy(what + ": " + reason);
            case Answer.Code _, Answer.Given _, Answer.Done _ -> nothingWrong.hold();
            case Answer.Unavailable() -> LockSupport.parkNanos(PAUSE.toNanos());
        }
        return answer;
    }
}
