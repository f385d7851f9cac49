package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Stream<Arguments> printableTypes() {
        return Stream.of(
                type("client_id", 255, ClientId::parse),
                type("sub", 255, Subject::parse),
                type("code", 8192, AuthorizationCode::parse),
                type("access_token", 16_384, AccessToken::parse),
                type("refresh_token", 4096, RefreshToken::parse),
                type("id_token", 16_384, IdToken::parse));
    }

    private static Arguments type(String name, int most, Function<String, Object> parse) {
        return Arguments.of(name, most, parse);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("printableTypes")
    void areBoundedAndPrintableAscii(String name, int most, Function<String, Object> parse) {
        assertThat(parse.apply("~".repeat(most))).isNotNull();
        for (String bad : List.of("", "~".repeat(most + 1), "a\u0000", "a\nb", "ü", "a\u007f")) {
            assertRefused(ErrorCode.INVALID_REQUEST, () -> parse.apply(bad));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a#b", "\u00fc", "a\tb"})
    void refusesAnAudienceThatNoApiCanHave(String text) {
        assertRefused(ErrorCode.INVALID_TARGET, () -> Audience.parse(text));
        assertRefused(ErrorCode.INVALID_TARGET, () -> Audience.parse("a".repeat(256)));
    }

    @Test
    void keepStateAndNonceAsTheyCome() {
        assertThat(State.parse("ü🔑 +%").value()).isEqualTo("ü🔑 +%");
        assertThat(Nonce.parse("ü🔑 +%").value()).isEqualTo("ü🔑 +%");
        assertRefused(ErrorCode.INVALID_REQUEST, () -> State.parse("a".repeat(2049)));
        assertRefused(ErrorCode.INVALID_REQUEST, () -> State.parse("a\r\nb"));
        assertRefused(ErrorCode.INVALID_REQUEST, () -> Nonce.parse("a".repeat(513)));
        assertRefused(ErrorCode.INVALID_REQUEST, () -> Nonce.parse(""));
    }

    @Test
    void areNeverTheSameTwiceIfRandom() {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(State.random(RANDOM));
            seen.add(Nonce.random(RANDOM));
            seen.add(CodeVerifier.random(RANDOM));
            seen.add(Secret.random(RANDOM).reveal());
        }

        assertThat(seen).hasSize(400);
    }

    @Test
    void printNothingThatIsSecret() {
        Object[] secrets = {
            Secret.of("geheim"),
            AuthorizationCode.parse("geheim"),
            AccessToken.parse("geheim"),
            RefreshToken.parse("geheim"),
            IdToken.parse("geheim"),
            CodeVerifier.parse("geheim".repeat(8))
        };

        assertThat(List.of(secrets))
                .allSatisfy(secret -> assertThat(secret.toString()).doesNotContain("geheim"));
    }

    @Test
    void compareSecretsByTheirText() {
        assertThat(Secret.of("geheim")).isEqualTo(Secret.of("geheim")).hasSameHashCodeAs(Secret.of("geheim"));
        assertThat(Secret.of("geheim")).isNotEqualTo(Secret.of("geheim2"));
    }

    @ParameterizedTest
    @EnumSource(GrantType.class)
    void readGrantTypesAsTheyAreWritten(GrantType type) {
        assertThat(GrantType.parse(type.value())).isEqualTo(type);
        assertRefused(ErrorCode.UNSUPPORTED_GRANT_TYPE, () -> GrantType.parse("password"));
    }

    @ParameterizedTest
    @EnumSource(ResponseMode.class)
    void readResponseModesAsTheyAreWritten(ResponseMode mode) {
        assertThat(ResponseMode.parse(mode.value())).isEqualTo(mode);
        assertRefused(ErrorCode.INVALID_REQUEST, () -> ResponseMode.parse("okta_post_message"));
    }

    @ParameterizedTest
    @EnumSource(ClientAuthenticationMethod.class)
    void readClientAuthenticationMethodsAsTheyAreWritten(ClientAuthenticationMethod method) {
        assertThat(ClientAuthenticationMethod.parse(method.value())).isEqualTo(method);
        assertRefused(ErrorCode.INVALID_REQUEST, () -> ClientAuthenticationMethod.parse("password"));
    }

    @Nested
    class Prompts {

        @Test
        void areASetOfWords() {
            assertThat(Prompt.parse("consent login")).containsExactlyInAnyOrder(Prompt.LOGIN, Prompt.CONSENT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"none login", "create", "", "NONE", "login,consent"})
        void refuseNoneBesideOthersAndUnknownWords(String text) {
            assertRefused(ErrorCode.INVALID_REQUEST, () -> Prompt.parse(text));
        }
    }

    @Nested
    class ProofKeys {

        private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

        @Test
        void hashAsInTheExampleOfRfc7636AppendixB() {
            assertThat(CodeVerifier.parse(VERIFIER).challenge()).isEqualTo(CodeChallenge.parse(CHALLENGE));
        }

        @Test
        void areAnsweredByTheirVerifierAlone() {
            CodeChallenge challenge = CodeChallenge.parse(CHALLENGE);

            assertThat(challenge.isAnsweredBy(CodeVerifier.parse(VERIFIER))).isTrue();
            assertThat(challenge.isAnsweredBy(CodeVerifier.parse(CHALLENGE))).isFalse();
            assertThat(challenge.isAnsweredBy(CodeVerifier.parse(VERIFIER + "A")))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 42, 129})
        void haveAVerifierOf43To128Characters(int length) {
            assertRefused(ErrorCode.INVALID_REQUEST, () -> CodeVerifier.parse("a".repeat(length)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"+", "/", "=", "ü", " "})
        void refuseCharactersOfOtherAlphabets(String character) {
            assertRefused(ErrorCode.INVALID_REQUEST, () -> CodeVerifier.parse("a".repeat(43) + character));
            assertRefused(ErrorCode.INVALID_REQUEST, () -> CodeChallenge.parse("a".repeat(42) + character));
        }
    }

    @Nested
    class Issuers {

        @ParameterizedTest
        @CsvSource({
            "https://id.example.org, true, false, ''",
            "https://id.example.org:8443/tenant, true, false, /tenant",
            "http://localhost:9000, false, true, ''",
            "http://127.0.0.1:9000, false, true, ''",
            "http://[::1]:9000, false, true, ''"
        })
        void areHttpsOrLoopback(String text, boolean secure, boolean loopback, String path) {
            Issuer issuer = Issuer.parse(text);

            assertThat(issuer.isSecure()).isEqualTo(secure);
            assertThat(issuer.isLoopback()).isEqualTo(loopback);
            assertThat(issuer.path()).isEqualTo(path);
            assertThat(issuer.resolve("/userinfo")).hasToString(text + "/userinfo");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "id.example.org",
                    "http://id.example.org",
                    "http://localhost.evil.example",
                    "https://id.example.org?a=b",
                    "https://id.example.org#a",
                    "https://u@id.example.org",
                    "https://",
                    "mailto:a@b",
                    "https://id.example.org/a b",
                    "ftp://localhost"
                })
        void refuseAnythingElse(String text) {
            assertRefused(ErrorCode.INVALID_REQUEST, () -> Issuer.parse(text));
        }
    }

    @Nested
    class Refusals {

        @Test
        void areDescribedInTheCharactersThatTheStandardAllows() {
            String description = OAuthException.invalidRequest("a \"b\" \\ \r\n ü " + "x".repeat(400))
                    .description();

            assertThat(description).startsWith("a 'b' ' ?? ? x").hasSize(300);
        }

        @Test
        void areNamedAsOnTheWire() {
            assertThat(ErrorCode.find("invalid_grant")).hasValue(ErrorCode.INVALID_GRANT);
            assertThat(ErrorCode.find("INVALID_GRANT")).isEmpty();
        }

        @Test
        void doNotTellWhyAClientWasNotRecognised() {
            assertThat(ErrorCode.INVALID_CLIENT.tellsDetail()).isFalse();
            assertThat(ErrorCode.SERVER_ERROR.tellsDetail()).isFalse();
        }
    }

    @Nested
    class LocalizedTexts {

        private final LocalizedText text =
                new LocalizedText(Map.of("", "Reports", "de", "Berichte", "de-CH", "Rapporte"));

        @Test
        void areReadInTheFirstLanguageThatThereIs() {
            assertThat(text.in(List.of(Locale.FRENCH, Locale.GERMANY))).isEqualTo("Berichte");
            assertThat(text.in(List.of(Locale.forLanguageTag("de-CH")))).isEqualTo("Rapporte");
            assertThat(text.in(List.of(Locale.FRENCH))).isEqualTo("Reports");
        }

        @Test
        void haveAnAnswerForEveryLanguage() {
            assertThatThrownBy(() -> new LocalizedText(Map.of("de", "Berichte")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(ErrorCode error, org.assertj.core.api.ThrowableAssert.ThrowingCallable parse) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(parse)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
