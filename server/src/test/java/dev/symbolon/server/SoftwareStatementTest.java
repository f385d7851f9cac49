package dev.symbolon.server;

import static dev.symbolon.server.TestRegistrar.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.StatementIssuer;
import dev.symbolon.server.configuration.RegistrationSettings.Statements;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Software statements (RFC 7591 §2.3)")
class SoftwareStatementTest {

    private static final String DIRECTORY = "https://directory.example.org";
    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256);
    private static final String STATED = "https://stated.example.net/callback";
    private static final JsonObject CLAIMS = JsonObject.empty()
            .with("iss", DIRECTORY)
            .with("iat", TestClock.START.getEpochSecond())
            .with("software_id", "reports")
            .with("client_name", "Vouched for")
            .with("redirect_uris", List.of(STATED));

    @AutoClose
    private final TestSite site = TestSite.open().at("/jwks", jwks(KEY));

    @AutoClose
    private final TestProvider provider = TestProvider.registering(settings(false));

    private final TestRegistrar registrar = new TestRegistrar(provider);

    private static HttpResponse jwks(SigningKey key) {
        return HttpResponse.of(
                200,
                "application/json",
                JsonObject.empty().with("keys", List.of(key.toPublicJwk())).toString());
    }

    private RegistrationSettings settings(boolean required) {
        RegistrationSettings usual = new RegistrationSettings(true, Optional.empty(), 100, List.of());
        return new RegistrationSettings(
                true,
                Optional.empty(),
                100,
                usual.allowance(),
                new Statements(List.of(new StatementIssuer(DIRECTORY, site.uri("/jwks"))), required),
                usual.documents(),
                usual.secretOverlap());
    }

    private static JsonObject with(String statement) {
        return USUAL.with("software_statement", statement);
    }

    private static JsonObject stating(UnaryOperator<JsonObject> change) {
        return with(KEY.sign("JWT", change.apply(CLAIMS)));
    }

    @Test
    void countForMoreThanWhatTheApplicationSays() {
        JsonObject sent = stating(claims -> claims);

        JsonObject registered = registrar.register(sent);

        assertThat(registered.string("client_name")).contains("Vouched for");
        assertThat(registered.strings("redirect_uris")).containsExactly(STATED);
        assertThat(registered.string("software_id")).contains("reports");
        assertThat(registered.string("software_statement")).isEqualTo(sent.string("software_statement"));
    }

    @Test
    void leaveToTheApplicationWhatTheyDoNotSay() {
        assertThat(registrar
                        .register(stating(claims -> claims).with("client_uri", "https://app.example.net/"))
                        .string("client_uri"))
                .contains("https://app.example.net/");
    }

    @Test
    void areCheckedLikeAllMetadata() {
        assertThat(registrar.refusal(stating(claims -> claims.with("redirect_uris", List.of("javascript:alert(1)")))))
                .startsWith("invalid_redirect_uri");
    }

    @Test
    void mayBeSignedByAKeyThatIsNew() {
        SigningKey next = SigningKey.generate(SigningAlgorithm.ES256);
        registrar.register(stating(claims -> claims));
        provider.clock().advance(Duration.ofMinutes(2));
        site.at("/jwks", jwks(next));

        assertThat(registrar.post(with(next.sign("JWT", CLAIMS))).status()).isEqualTo(201);
    }

    @Nested
    @DisplayName("RFC 7591 §3.2.2: invalid_software_statement")
    class Invalid {

        private void isRefused(JsonObject metadata, String why) {
            assertThat(registrar.refusal(metadata))
                    .startsWith("invalid_software_statement")
                    .contains(why);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.e30"})
        void isNonsense(String statement) {
            isRefused(with(statement), "no JWT, or has no iss");
        }

        @Test
        void isTooLong() {
            isRefused(stating(claims -> claims.with("x", "x".repeat(8_192))), "characters");
        }

        @Test
        void isASignatureOfAnotherKey() {
            SigningKey another = SigningKey.generate(SigningAlgorithm.ES256);

            isRefused(with(another.sign("JWT", CLAIMS)), "");
        }

        @Test
        void isWhatWasSignedForAnotherPurpose() {
            isRefused(with(KEY.sign("at+jwt", CLAIMS)), "another purpose");
        }

        @Test
        void isOneThatSaysNothingOfAProgram() {
            isRefused(stating(claims -> claims.without("software_id")), "software_id");
        }

        @Test
        void isOneOfAnotherTime() {
            long now = TestClock.START.getEpochSecond();
            isRefused(stating(claims -> claims.with("exp", now - 61)), "expired");
            isRefused(stating(claims -> claims.with("nbf", now + 120)), "not valid yet");
            assertThat(registrar
                            .post(stating(claims -> claims.with("exp", now + 60).with("nbf", now)))
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void isOneForAnotherProvider() {
            isRefused(stating(claims -> claims.with("aud", "https://other.example")), "aud");
            assertThat(registrar
                            .post(stating(claims -> claims.with("aud", TestProvider.ISSUER)))
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void isOneWhoseKeysCannotBeHad() {
            site.at("/jwks", HttpResponse.of(500));

            isRefused(stating(claims -> claims), "cannot be had");
        }
    }

    @Nested
    @DisplayName("RFC 7591 §3.2.2: unapproved_software_statement")
    class Unapproved {

        @Test
        void isOneOfSomebodyElse() {
            assertThat(registrar.refusal(stating(claims -> claims.with("iss", "https://evil.example"))))
                    .startsWith("unapproved_software_statement");
        }

        @Test
        void isNoneWhereOneIsNeeded() {
            try (TestProvider strict = TestProvider.registering(settings(true))) {
                TestRegistrar there = new TestRegistrar(strict);

                assertThat(there.refusal(USUAL)).startsWith("unapproved_software_statement");
                assertThat(there.post(stating(claims -> claims)).status()).isEqualTo(201);
            }
        }

        @Test
        void isAChangeWithoutOneOrWithOneOfAnotherProgram() {
            JsonObject registered = registrar.register(stating(claims -> claims));
            JsonObject own = JsonObject.empty().with("client_id", registered.requiredString("client_id"));

            assertThat(TestRegistrar.refusal(registrar.manage(registered, "PUT", USUAL.with(own))))
                    .startsWith("unapproved_software_statement");
            assertThat(TestRegistrar.refusal(registrar.manage(
                            registered,
                            "PUT",
                            stating(claims -> claims.with("software_id", "another"))
                                    .with(own))))
                    .startsWith("unapproved_software_statement");
            assertThat(registrar
                            .manage(
                                    registered,
                                    "PUT",
                                    stating(claims -> claims.with("exp", 4_000_000_000L))
                                            .with(own))
                            .status())
                    .isEqualTo(200);
        }
    }
}
