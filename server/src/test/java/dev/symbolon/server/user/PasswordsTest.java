package dev.symbolon.server.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import java.security.SecureRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Passwords: Argon2id (RFC 9106)")
class PasswordsTest {

    private static final Argon2id CHEAP = new Argon2id(64, 1, 1);

    private final Passwords passwords = new Passwords(new SecureRandom(), CHEAP, Runnable::run);

    @Test
    void hashesOnHalfOfTheCoresAsFarAsTheHeapHasRoom() {
        long mebibyte = 1 << 20;

        assertThat(Passwords.atOnce(1, 256 * mebibyte)).isEqualTo(1);
        assertThat(Passwords.atOnce(2, 256 * mebibyte)).isEqualTo(1);
        assertThat(Passwords.atOnce(8, 256 * mebibyte)).isEqualTo(4);
        assertThat(Passwords.atOnce(64, 256 * mebibyte)).isEqualTo(8);
        assertThat(Passwords.atOnce(64, 64 * mebibyte)).isEqualTo(1);
    }

    @Test
    void verifiesWhatTheReferenceImplementationHashed() {
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(passwords.verify(Secret.of("password"), hash)).isTrue();
        assertThat(passwords.verify(Secret.of("passwore"), hash)).isFalse();
    }

    @Test
    void hashesWithTheRecommendedParameters() {
        Passwords today = new Passwords(new SecureRandom(), Runnable::run);

        String hash = today.hash(Secret.of("analytical-engine"));

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(today.isOutdated(hash)).isFalse();
        assertThat(passwords.isOutdated(hash)).isTrue();
    }

    @Test
    void saltsEachHash() {
        Secret password = Secret.of("analytical-engine");

        assertThat(passwords.hash(password)).isNotEqualTo(passwords.hash(password));
    }

    @Test
    void takesEveryKeyboardsFormOfAPasswordAsTheSame() {
        String hash = passwords.hash(Secret.of("caf\u00e9"));

        assertThat(passwords.verify(Secret.of("cafe\u0301"), hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "analytical-engine",
                "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=999999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$"
            })
    void takesAMalformedHashForNobodys(String hash) {
        assertThat(passwords.verify(Secret.of("password"), hash)).isFalse();
        assertThat(passwords.isOutdated(hash)).isTrue();
    }

    @Test
    void refusesPasswordsBeyondTheLimits() {
        Secret longest = Secret.of("x".repeat(Passwords.MOST_CHARACTERS));
        Secret tooLong = Secret.of("x".repeat(Passwords.MOST_CHARACTERS + 1));

        assertThat(passwords.verify(longest, passwords.hash(longest))).isTrue();
        assertThat(passwords.verify(tooLong, passwords.hash(longest))).isFalse();
        assertThatThrownBy(() -> passwords.hash(tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> passwords.hash(Secret.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noPasswordHasTheUnmatchableHash() {
        String hash = passwords.unmatchable();

        assertThat(passwords.verify(Secret.of("password"), hash)).isFalse();
        assertThat(passwords.isOutdated(hash)).isFalse();
    }

    @Test
    void answersAtOnceWhenItIsSaturated() {
        Passwords busy = new Passwords(new SecureRandom(), CHEAP, work -> {
            throw new RejectedExecutionException();
        });

        assertThatThrownBy(() -> busy.hash(Secret.of("password"))).isInstanceOf(Passwords.Saturated.class);
    }
}
