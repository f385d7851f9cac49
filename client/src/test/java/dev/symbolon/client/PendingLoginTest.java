package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingLoginTest {

    private final SecureRandom random = new SecureRandom();
    private final PendingLogin pending = new PendingLogin(
            Issuer.parse("https://id.example.org"),
            State.random(random),
            Nonce.random(random),
            Optional.of(CodeVerifier.random(random)),
            new ExpectedAnswer(
                    ResponseType.CODE_ID_TOKEN,
                    ResponseMode.FORM_POST,
                    Scope.of("openid", "read:reports"),
                    Optional.of(Duration.ofMinutes(5))),
            Instant.ofEpochMilli(1_750_000_000_123L),
            new LocalPath("/reports?year=2025&q=a+b"));

    @Test
    void isReadAsItWasWritten() {
        assertThat(PendingLogin.parse(pending.toText())).contains(pending);
    }

    @Test
    void doesNotPrintItsSecrets() {
        assertThat(pending.toString())
                .doesNotContain(
                        pending.state().value(),
                        pending.nonce().value(),
                        pending.codeVerifier().orElseThrow().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "i=https%3A%2F%2Fid.example.org", "%", "b=yesterday"})
    void isNotReadFromAnythingElse(String text) {
        assertThat(PendingLogin.parse(text)).isEmpty();
    }

    @Nested
    class Sealed {

        private final LoginSeal seal = LoginSeal.of(Secret.of("a secret of at least 32 characters"));
        private final String sealed = seal.seal(pending, "cookie");

        @Test
        void isOpenedByASealOfTheSameSecret() {
            LoginSeal another = LoginSeal.of(Secret.of("a secret of at least 32 characters"));

            assertThat(another.open(sealed, "cookie")).contains(pending);
        }

        @Test
        void isNotOpenedByAnotherSeal() {
            assertThat(LoginSeal.random().open(sealed, "cookie")).isEmpty();
        }

        @Test
        void isNotOpenedInAnotherPlace() {
            assertThat(seal.open(sealed, "another-cookie")).isEmpty();
        }

        @Test
        void isNotOpenedIfAnythingWasChanged() {
            for (int at = 0; at < sealed.length() - 1; at++) {
                String changed =
                        sealed.substring(0, at) + (sealed.charAt(at) == 'A' ? 'B' : 'A') + sealed.substring(at + 1);
                assertThat(seal.open(changed, "cookie")).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAA", "not base64 at all!", "AAAAAAAAAAAAAAAAAAAAAAAA"})
        void isNotOpenedFromAnythingElse(String text) {
            assertThat(seal.open(text, "cookie")).isEmpty();
        }

        @Test
        void isDifferentEachTime() {
            assertThat(seal.seal(pending, "cookie")).isNotEqualTo(sealed);
        }

        @Test
        void needsALongSecret() {
            assertThatThrownBy(() -> LoginSeal.of(Secret.of("short"))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
