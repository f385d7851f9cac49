package dev.symbolon.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import dev.symbolon.server.user.SignIn.Outcome;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sign-in: who a person is, and how guessing is slowed down")
class SignInTest {

    private static final String ADA = "ada@example.com";
    private static final String OFF = "off@example.com";
    private static final String NOBODY = "nobody@example.com";
    private static final Secret RIGHT = Secret.of("analytical-engine");
    private static final Secret WRONG = Secret.of("difference-engine");
    private static final String HERE = "203.0.113.7";

    @TempDir
    private Path folder;

    private final Passwords passwords = new Passwords(new SecureRandom(), new Argon2id(64, 1, 1), Runnable::run);
    private final AtomicInteger verifications = new AtomicInteger();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Storage storage;
    private SignIn signIn;

    @BeforeEach
    void openStorage() {
        storage = SqlStorage.sqlite(folder.resolve("symbolon.db"));
        storage.declare(Declarations.of(List.of(), List.of(), List.of(user(ADA, false), user(OFF, true))));
        signIn = new SignIn(
                storage.users(), storage.failedSignIns(), this::verifyAndCount, passwords.unmatchable(), () -> now);
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    private User user(String username, boolean disabled) {
        return new User(
                new Subject("subject of " + username),
                Username.parse(username),
                passwords.hash(RIGHT),
                disabled,
                JsonObject.empty());
    }

    private boolean verifyAndCount(Secret password, String hash) {
        verifications.incrementAndGet();
        return passwords.verify(password, hash);
    }

    private Outcome attempt(String username, Secret password) {
        return signIn.verify(username, password, HERE);
    }

    private void fail(String username, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(attempt(username, WRONG)).isInstanceOf(Outcome.Wrong.class);
        }
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private static Duration retryAfter(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.TooManyAttempts.class);
        return ((Outcome.TooManyAttempts) outcome).retryAfter();
    }

    @Test
    void recognisesAPersonWhateverTheCaseOfTheName() {
        assertThat(attempt(" Ada@Example.com ", RIGHT))
                .isEqualTo(new Outcome.Recognised(
                        storage.users().find(Username.parse(ADA)).orElseThrow()));
    }

    @Nested
    @DisplayName("S35: nobody learns which accounts there are")
    class UnknownAccounts {

        @ParameterizedTest
        @ValueSource(strings = {ADA, OFF, NOBODY})
        void costOnePasswordCheckPerAttempt(String username) {
            attempt(username, WRONG);

            assertThat(verifications).hasValue(1);
        }

        @ParameterizedTest
        @CsvSource({ADA + ",wrong password", OFF + ",wrong password", NOBODY + ",unknown username"})
        void areWrongLikeAnyOther(String username, String reason) {
            assertThat(attempt(username, WRONG)).isInstanceOfSatisfying(Outcome.Wrong.class, wrong -> {
                assertThat(wrong.reason()).isEqualTo(reason);
                assertThat(wrong.subject())
                        .isEqualTo(
                                storage.users().find(Username.parse(username)).map(User::subject));
            });
        }

        @Test
        void mayBeDisabledOnes() {
            assertThat(attempt(OFF, RIGHT))
                    .isEqualTo(new Outcome.Wrong(Optional.of(new Subject("subject of " + OFF)), "disabled account"));
        }

        @Test
        void areSlowedDownLikeAnyOther() {
            List<String> ada = history(ADA);
            List<String> off = history(OFF);
            List<String> nobody = history(NOBODY);

            assertThat(nobody).isEqualTo(ada).isEqualTo(off);
            assertThat(ada).contains("Wrong", "PT1S", "PT2S", "PT5M");
        }

        /** What an attacker sees of an account, by trying again as soon as it may be. */
        private List<String> history(String username) {
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Outcome outcome = attempt(username, WRONG);
                if (outcome instanceof Outcome.TooManyAttempts(Duration retryAfter)) {
                    seen.add(retryAfter.toString());
                    passes(retryAfter);
                } else {
                    seen.add(outcome.getClass().getSimpleName());
                }
            }
            passes(Duration.ofDays(1));
            return seen;
        }

        @Test
        void canHaveNoNameThatNobodyCanHave() {
            assertThat(attempt("x".repeat(300), WRONG)).isInstanceOf(Outcome.Wrong.class);
            assertThat(attempt("", WRONG)).isInstanceOf(Outcome.Wrong.class);
        }
    }

    @Nested
    @DisplayName("S36: guessing an account's password becomes slow")
    class GuessingAtOneAccount {

        @ParameterizedTest
        @ValueSource(strings = {ADA, NOBODY})
        void isNotLookedAtWhileItHasToWait(String username) {
            fail(username, 5);

            assertThat(retryAfter(attempt(username, RIGHT))).isEqualTo(Duration.ofSeconds(1));
            assertThat(verifications).hasValue(5);
        }

        @Test
        void waitsTwiceAsLongAfterEachFailure() {
            fail(ADA, 5);
            passes(Duration.ofSeconds(1));
            fail(ADA, 1);

            assertThat(retryAfter(attempt(ADA, RIGHT))).isEqualTo(Duration.ofSeconds(2));
        }

        @Test
        void neverLocksAnAccountForMoreThanFiveMinutes() {
            for (int i = 0; i < 30; i++) {
                passes(Duration.ofMinutes(5));
                fail(ADA, 1);
            }

            assertThat(retryAfter(attempt(ADA, RIGHT))).isEqualTo(Duration.ofMinutes(5));
            passes(Duration.ofMinutes(5));
            assertThat(attempt(ADA, RIGHT)).isInstanceOf(Outcome.Recognised.class);
        }

        @Test
        void beginsAnewAfterASuccess() {
            fail(ADA, 4);
            attempt(ADA, RIGHT);

            fail(ADA, 5);

            assertThat(attempt(ADA, RIGHT)).isInstanceOf(Outcome.TooManyAttempts.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {ADA, NOBODY})
        void isForgivenAfterADay(String username) {
            fail(username, 5);
            passes(Duration.ofDays(1));

            fail(username, 5);

            assertThat(retryAfter(attempt(username, WRONG))).isEqualTo(Duration.ofSeconds(1));
        }

        @Test
        void doesNotSlowOthersDown() {
            fail(ADA, 5);

            assertThat(attempt(NOBODY, RIGHT)).isInstanceOf(Outcome.Wrong.class);
        }

        @Test
        void doesNotOutrunTheCountByTryingManyAtOnce() throws Exception {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Outcome>> attempts = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    attempts.add(threads.submit(() -> attempt(ADA, WRONG)));
                }
                for (Future<Outcome> attempt : attempts) {
                    attempt.get();
                }
            }

            assertThat(verifications).hasValue(5);
        }
    }

    @Nested
    @DisplayName("S36: guessing at many accounts from one network becomes slow")
    class GuessingFromOneNetwork {

        private void failAtMany(int times, String address) {
            for (int i = 0; i < times; i++) {
                assertThat(signIn.verify("somebody" + i, WRONG, address)).isInstanceOf(Outcome.Wrong.class);
            }
        }

        @Test
        void isNotLookedAtWhileItHasToWait() {
            failAtMany(50, HERE);

            assertThat(retryAfter(attempt(ADA, RIGHT))).isEqualTo(Duration.ofSeconds(1));
            assertThat(verifications).hasValue(50);
        }

        @Test
        void leavesOtherNetworksAlone() {
            failAtMany(50, HERE);

            assertThat(signIn.verify(ADA, RIGHT, "203.0.113.8")).isInstanceOf(Outcome.Recognised.class);
        }

        @Test
        void takesHalfOfAnIpv6AddressForTheNetwork() {
            failAtMany(25, "2001:db8::1");
            failAtMany(25, "2001:db8::2");

            assertThat(signIn.verify(ADA, RIGHT, "2001:db8::3")).isInstanceOf(Outcome.TooManyAttempts.class);
            assertThat(signIn.verify(ADA, RIGHT, "2001:db8:0:1::3")).isInstanceOf(Outcome.Recognised.class);
        }

        @Test
        void isNotMadeUpForByAnAccountOfOnesOwn() {
            failAtMany(49, HERE);
            attempt(ADA, RIGHT);
            failAtMany(1, HERE);

            assertThat(attempt(ADA, RIGHT)).isInstanceOf(Outcome.TooManyAttempts.class);
        }
    }

    @Test
    void asksToComeBackWhenTooManyPasswordsWait() {
        Passwords busy = new Passwords(new SecureRandom(), work -> {
            throw new RejectedExecutionException();
        });
        SignIn saturated = new SignIn(storage.users(), storage.failedSignIns(), busy, () -> now);

        assertThat(retryAfter(saturated.verify(ADA, RIGHT, HERE))).isEqualTo(Duration.ofSeconds(2));
        assertThat(retryAfter(saturated.verify(NOBODY, RIGHT, HERE))).isEqualTo(Duration.ofSeconds(2));
    }

    /** While one password is checked the next person signs in, until sixty attempts are under way at once. */
    @Test
    void letsManyIntoOneNetworkAtOnce() {
        int people = 60;
        storage.declare(Declarations.of(
                List.of(),
                List.of(),
                IntStream.range(0, people)
                        .mapToObj(i -> user("person-" + i + "@example.com", false))
                        .toList()));
        AtomicInteger next = new AtomicInteger();
        AtomicReference<SignIn> office = new AtomicReference<>(signIn);
        List<Outcome> outcomes = new ArrayList<>();
        office.set(new SignIn(
                storage.users(),
                storage.failedSignIns(),
                (password, hash) -> {
                    if (next.get() < people) {
                        outcomes.add(
                                office.get().verify("person-" + next.getAndIncrement() + "@example.com", RIGHT, HERE));
                    }
                    return true;
                },
                passwords.unmatchable(),
                () -> now));

        outcomes.add(office.get().verify(ADA, RIGHT, HERE));

        assertThat(outcomes).hasSize(people + 1).allMatch(Outcome.Recognised.class::isInstance);
    }
}
