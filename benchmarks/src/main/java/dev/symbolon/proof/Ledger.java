package dev.symbolon.proof;

import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.SignedIn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All that the provider has acknowledged, kept outside of it. */
final class Ledger {

    /** Somebody has allowed an application something, and was told so. */
    record Consented(SignedIn person, Application application) {}

    private static final int MOST_KEPT = 250;

    private final Queue<Family> families = new ConcurrentLinkedQueue<>();
    private final Queue<Family> idle = new ConcurrentLinkedQueue<>();
    private final Queue<Consented> consents = new ConcurrentLinkedQueue<>();
    private final Queue<SignedIn> sessions = new ConcurrentLinkedQueue<>();

    /** Begins with people who have signed in and consented to the first application. */
    static Ledger of(Collection<SignedIn> people) {
        Ledger ledger = new Ledger();
        people.forEach(person -> ledger.addSignIn(person, Registrations.application(0)));
        return ledger;
    }

    void addSignIn(SignedIn person, Application application) {
        addSession(person);
        addConsent(person, application);
    }

    /** Writes a code down, before anybody redeems it. */
    Family begin(Application application, String code) {
        Family family = new Family(application, code);
        families.add(family);
        return family;
    }

    /** A family that nobody works with; it is the caller's until it is put back. */
    Optional<Family> takeIdle() {
        return Optional.ofNullable(idle.poll());
    }

    void putBack(Family family) {
        idle.add(family);
    }

    void addConsent(SignedIn person, Application application) {
        consents.add(new Consented(person, application));
    }

    void addSession(SignedIn person) {
        sessions.add(person);
    }

    Collection<Family> families() {
        return List.copyOf(families);
    }

    Collection<Consented> consents() {
        return List.copyOf(consents);
    }

    Collection<SignedIn> sessions() {
        return List.copyOf(sessions);
    }

    /** Goes on with these families and the facts about people, while nobody works. */
    void keep(Collection<Family> kept) {
        List<Family> still = new ArrayList<>(kept);
        Collections.shuffle(still);
        still = still.subList(0, Math.min(MOST_KEPT, still.size()));
        families.clear();
        families.addAll(still);
        idle.clear();
        still.stream().filter(Family::isAlive).forEach(idle::add);
    }
}
