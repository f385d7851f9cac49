package dev.symbolon.server.user;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RemoteNetwork;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Answers who a person is, from username and password, and slows guessing down.
 *
 * <p>An account that does not exist is treated as one that does: a password is checked, failures are counted, and the answers
 * are the same. Five failures in a row cost nothing; then each attempt at the account has to wait, and is not even looked at
 * before. From one network fifty failures cost nothing, since many people may share it.
 *
 * <p>Attempts at one account are checked one after the other, so that many at once do not outrun the count.
 */
public final class SignIn {

    private static final Slowdown BY_ACCOUNT = new Slowdown(5);
    private static final Slowdown BY_NETWORK = new Slowdown(50);
    private static final Duration WHEN_SATURATED = Duration.ofSeconds(2);
    private static final int STRIPES = 256;

    /** What a sign-in comes to. */
    public sealed interface Outcome {

        record Recognised(User user) implements Outcome {}

        /**
         * Username and password are not those of an account that may be used. What else is here, only the log may know.
         *
         * @param subject whose account it is, if there is one of that name
         */
        record Wrong(Optional<Subject> subject, String reason) implements Outcome {}

        /** @param retryAfter after which another attempt is looked at; this one was not */
        record TooManyAttempts(Duration retryAfter) implements Outcome {}
    }

    private record Account(Username name, Optional<User> user) {

        boolean isDisabled() {
            return user.map(User::disabled).orElse(false);
        }
    }

    private final Users users;
    private final FailedSignIns failures;
    private final BiPredicate<Secret, String> passwordCheck;
    private final String hashOfNobody;
    private final InstantSource clock;
    private final RecentFailures failuresOfUnknown;
    private final RecentFailures failuresFromNetworks;
    private final Lock[] stripes;

    public SignIn(Users users, FailedSignIns failures, Passwords passwords, InstantSource clock) {
        this(users, failures, passwords::verify, passwords.unmatchable(), clock);
    }

    /**
     * @param passwordCheck whether a password is the one of a hash
     * @param hashOfNobody what is checked where there is no account
     */
    public SignIn(
            Users users,
            FailedSignIns failures,
            BiPredicate<Secret, String> passwordCheck,
            String hashOfNobody,
            InstantSource clock) {
        this.users = users;
        this.failures = failures;
        this.passwordCheck = passwordCheck;
        this.hashOfNobody = hashOfNobody;
        this.clock = clock;
        this.failuresOfUnknown = new RecentFailures(BY_ACCOUNT, clock);
        this.failuresFromNetworks = new RecentFailures(BY_NETWORK, clock);
        this.stripes = Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);
    }

    public Outcome verify(String username, Secret password, String remoteAddress) {
        Instant now = clock.instant();
        String network = RemoteNetwork.of(remoteAddress).value();
        Duration wait = failuresFromNetworks.remaining(network, now);
        if (wait.isPositive()) {
            return new Outcome.TooManyAttempts(wait);
        }
        Outcome outcome = verify(username, password);
        if (outcome instanceof Outcome.Wrong) {
            failuresFromNetworks.add(network, now);
        }
        return outcome;
    }

    private Outcome verify(String username, Secret password) {
        Username name;
        try {
            name = Username.parse(username);
        } catch (OAuthException e) {
            return new Outcome.Wrong(Optional.empty(), "malformed username");
        }
        Lock turn = stripes[Math.floorMod(name.hashCode(), STRIPES)];
        turn.lock();
        try {
            return verify(new Account(name, users.find(name)), password);
        } catch (Passwords.Saturated e) {
            return new Outcome.TooManyAttempts(WHEN_SATURATED);
        } finally {
            turn.unlock();
        }
    }

    private Outcome verify(Account account, Secret password) {
        Instant now = clock.instant();
        Duration wait = remaining(account, now);
        if (wait.isPositive()) {
            return new Outcome.TooManyAttempts(wait);
        }
        String hash = account.user().map(User::passwordHash).orElse(hashOfNobody);
        boolean matches = passwordCheck.test(password, hash);
        if (account.user().isEmpty() || !matches || account.isDisabled()) {
            count(account, now);
            return wrong(account, matches);
        }
        User user = account.user().get();
        if (failures.find(user.subject()).isPresent()) {
            failures.clear(user.subject());
        }
        return new Outcome.Recognised(user);
    }

    private static Outcome wrong(Account account, boolean matches) {
        Optional<Subject> subject = account.user().map(User::subject);
        if (subject.isEmpty()) {
            return new Outcome.Wrong(subject, "unknown username");
        }
        return new Outcome.Wrong(subject, matches ? "disabled account" : "wrong password");
    }

    private Duration remaining(Account account, Instant now) {
        if (account.user().isEmpty()) {
            return failuresOfUnknown.remaining(account.name().value(), now);
        }
        return failures.find(account.user().get().subject())
                .map(tally -> BY_ACCOUNT.remaining(tally, now))
                .orElse(Duration.ZERO);
    }

    private void count(Account account, Instant now) {
        if (account.user().isEmpty()) {
            failuresOfUnknown.add(account.name().value(), now);
            return;
        }
        Subject subject = account.user().get().subject();
        boolean forgotten = failures.find(subject)
                .filter(tally -> BY_ACCOUNT.isForgotten(tally, now))
                .isPresent();
        if (forgotten) {
            failures.clear(subject);
        }
        failures.add(subject, now);
    }
}
