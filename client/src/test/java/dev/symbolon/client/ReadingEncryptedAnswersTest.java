package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpHandler;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is encrypted for this application (OIDC Core §10.2, JARM §2.2)")
class ReadingEncryptedAnswersTest {

    private static final JweAlgorithms ALGORITHMS =
            new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES, ContentEncryption.A256GCM);
    private static final DecryptionKey KEY = DecryptionKey.generate(DecryptionKey.Kind.EC);
    private static final DecryptionKey ANOTHER = DecryptionKey.generate(DecryptionKey.Kind.EC);
    private static final DecryptionKey RSA = DecryptionKey.generate(DecryptionKey.Kind.RSA);

    @AutoClose
    private final TestLogins logins = new TestLogins();

    private static String encrypted(String jwt, DecryptionKey key, JweAlgorithms algorithms) {
        return EncryptionKeys.of(JsonObject.empty().with("keys", List.of(key.toPublicJwk())))
                .encrypt(jwt, algorithms)
                .orElseThrow();
    }

    private static String encrypted(String jwt) {
        return encrypted(jwt, KEY, ALGORITHMS);
    }

    private void registered(Encryption.Message first, Encryption.Message... others) {
        logins.registration = logins.registration.withEncryption(KEY, ALGORITHMS, first, others);
    }

    @Nested
    @DisplayName("OIDC Core §3.1.3.7, 1: ID tokens")
    class IdTokens {

        IdTokens() {
            registered(Encryption.Message.ID_TOKEN);
            logins.provider.frontToken = ReadingEncryptedAnswersTest::encrypted;
            backToken(ReadingEncryptedAnswersTest::encrypted);
        }

        private void backToken(UnaryOperator<String> change) {
            logins.provider.tokenResponse =
                    answer -> answer.with("id_token", change.apply(answer.requiredString("id_token")));
        }

        @Test
        void areReadAndCheckedLikeAnyOther() {
            Login login = logins.login();

            assertThat(login.subject().value()).isEqualTo("ada");
            assertThat(login.checks())
                    .filteredOn(result -> result.check() == Check.ENCRYPTION)
                    .extracting(CheckResult::outcome)
                    .containsExactly(CheckResult.Outcome.PASSED, CheckResult.Outcome.PASSED);
        }

        static Stream<JweAlgorithms> everyAlgorithm() {
            return Arrays.stream(KeyManagementAlgorithm.values())
                    .flatMap(alg -> Arrays.stream(ContentEncryption.values()).map(enc -> new JweAlgorithms(alg, enc)));
        }

        @ParameterizedTest
        @MethodSource("everyAlgorithm")
        void areReadByEveryAlgorithm(JweAlgorithms algorithms) {
            DecryptionKey key = algorithms.alg() == KeyManagementAlgorithm.RSA_OAEP_256 ? RSA : KEY;
            logins.registration = logins.registration.withEncryption(key, algorithms, Encryption.Message.ID_TOKEN);
            logins.provider.frontToken = jwt -> encrypted(jwt, key, algorithms);
            backToken(jwt -> encrypted(jwt, key, algorithms));

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        void areAHintOnceTheyAreDecrypted() {
            assertThat(logins.login().logoutHint().value().split("\\.", -1)).hasSize(3);
        }

        @Test
        void areRefusedIfTheyAreNotEncrypted() {
            logins.provider.frontToken = UnaryOperator.identity();

            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        void areRefusedAtTheTokenEndpointIfTheyAreNotEncryptedThere() {
            backToken(UnaryOperator.identity());

            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        void areRefusedIfTheyAreForAnotherKey() {
            logins.provider.frontToken = jwt -> encrypted(jwt, ANOTHER, ALGORITHMS);

            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        static Stream<JweAlgorithms> otherAlgorithms() {
            return everyAlgorithm()
                    .filter(other -> other.alg() != KeyManagementAlgorithm.RSA_OAEP_256 && !other.equals(ALGORITHMS));
        }

        @ParameterizedTest
        @MethodSource("otherAlgorithms")
        void areRefusedIfTheyAreEncryptedByOtherAlgorithmsForTheSameKey(JweAlgorithms other) {
            logins.provider.frontToken = jwt -> encrypted(jwt, KEY, other);

            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        private void handMade(JsonObject kindOfContent) {
            JweAlgorithms algorithms =
                    new JweAlgorithms(KeyManagementAlgorithm.RSA_OAEP_256, ContentEncryption.A256GCM);
            logins.registration = logins.registration.withEncryption(RSA, algorithms, Encryption.Message.ID_TOKEN);
            JsonObject header = kindOfContent.with("alg", "RSA-OAEP-256").with("enc", "A256GCM");
            logins.provider.frontToken = jwt -> HandMadeJwe.encrypted(jwt, RSA, header);
            backToken(jwt -> HandMadeJwe.encrypted(jwt, RSA, header));
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "jwt"})
        void areReadIfTheHeaderSaysThatAJwtIsInside(String cty) {
            handMade(JsonObject.empty().with("cty", cty));

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        @DisplayName("RFC 7519 §5.2: cty")
        void areRefusedIfTheHeaderDoesNotSayThatAJwtIsInside() {
            handMade(JsonObject.empty());

            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"e30", "nonsense", "....", "!.a.b.c.d", "e30.a.b.c.d", "bnVsbA.a.b.c.d"})
        void areRefusedIfTheyAreNoJwe(String text) {
            logins.provider.frontToken = jwt -> text;

            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        void areRefusedIfWhatIsInsideIsForged() {
            logins.provider.frontToken = jwt -> encrypted(jwt.substring(0, jwt.lastIndexOf('.') + 1) + "A".repeat(342));

            assertThat(logins.refusal()).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void areReadWithTheKeyBeforeWhileItIsReplaced() {
            logins.registration = logins.registration.with(
                    new Encryption(Set.of(Encryption.Message.ID_TOKEN), List.of(ANOTHER, KEY), ALGORITHMS));

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        void mustBeEncryptedAfterARefreshToo() {
            Login login = logins.login();
            backToken(UnaryOperator.identity());

            assertThat(reasonOf(() -> logins.client().refresh(login))).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        @DisplayName("Back-Channel Logout §2.6: logout tokens are like them")
        void areWhatLogoutTokensAreLike() {
            OpenIdClient client = logins.client();

            assertThat(client.readLogoutToken(encrypted(logins.provider.logoutToken("one")))
                            .sessionId())
                    .contains("one");
            assertThat(reasonOf(() -> client.readLogoutToken(logins.provider.logoutToken("one"))))
                    .isEqualTo(Reason.DECRYPTION_FAILED);
        }
    }

    @Test
    void anEncryptedIdTokenThatNobodyRegisteredIsRefused() {
        logins.provider.frontToken = ReadingEncryptedAnswersTest::encrypted;

        assertThat(logins.refusal()).isEqualTo(Reason.SIGNATURE_INVALID);
    }

    @Nested
    @DisplayName("OIDC Core §5.3.2: userinfo")
    class UserInfoAnswers {

        private final Login login = logins.login();

        UserInfoAnswers() {
            registered(Encryption.Message.USERINFO);
        }

        private void answer(String contentType, String body) {
            HttpHandler handler = exchange -> TestProvider.send(exchange, contentType, body);
            logins.provider.overrides = Map.of("/userinfo", handler);
        }

        private String signed(String subject) {
            return logins.provider.signingKey.sign(
                    "JWT",
                    JsonObject.empty()
                            .with("iss", logins.provider.issuer())
                            .with("aud", TestProvider.CLIENT)
                            .with("sub", subject)
                            .with("name", "Ada"));
        }

        private Reason refusal() {
            return reasonOf(() -> logins.client().userInfo(login));
        }

        @Test
        void areRead() {
            answer("application/jwt", encrypted(signed("ada")));

            assertThat(logins.client().userInfo(login).string("name")).contains("Ada");
        }

        @Test
        void areRefusedIfTheyAreAboutAnotherPerson() {
            answer("application/jwt", encrypted(signed("eve")));

            assertThat(refusal()).isEqualTo(Reason.SUBJECT_MISMATCH);
        }

        @Test
        void areRefusedIfTheyAreSignedAlone() {
            answer("application/jwt", signed("ada"));

            assertThat(refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        void areRefusedIfTheyAreJson() {
            answer("application/json", "{\"sub\":\"ada\"}");

            assertThat(refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }
    }

    @Nested
    @DisplayName("JARM §2.2: authorization responses")
    class AuthorizationResponses {

        AuthorizationResponses() {
            registered(Encryption.Message.AUTHORIZATION_RESPONSE);
            logins.registration = logins.registration
                    .withResponseType(ResponseType.CODE_ID_TOKEN)
                    .withResponseMode(ResponseMode.FORM_POST_JWT);
        }

        private static Parameters changed(Parameters answer, UnaryOperator<String> change) {
            return Parameters.none().with("response", change.apply(answer.required("response")));
        }

        @Test
        void areRead() {
            Login login = logins.login(answer -> changed(answer, ReadingEncryptedAnswersTest::encrypted));

            assertThat(login.subject().value()).isEqualTo("ada");
        }

        @Test
        void sayToTheClientAloneWhichLoginTheyBelongTo() {
            StartedLogin started = logins.client().startLogin();
            Parameters answer =
                    changed(logins.provider.answer(started.authorizationUri()), ReadingEncryptedAnswersTest::encrypted);
            Callback callback = TestProvider.arriving(started, answer);

            assertThat(logins.client().stateOf(callback))
                    .contains(started.pending().state());
            assertThat(reasonOf(callback::state)).isEqualTo(Reason.CALLBACK_MALFORMED);
        }

        @Test
        void areRefusedIfTheyAreNotEncrypted() {
            assertThat(logins.refusal()).isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        void areRefusedIfTheyAreForAnotherKey() {
            assertThat(logins.refusalOf(answer -> changed(answer, jwt -> encrypted(jwt, ANOTHER, ALGORITHMS))))
                    .isEqualTo(Reason.DECRYPTION_FAILED);
        }

        @Test
        void areRefusedIfWhatIsInsideIsNotSigned() {
            assertThat(logins.refusalOf(answer -> changed(answer, jwt -> encrypted("eyJhbGciOiJub25lIn0.e30."))))
                    .isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void areRefusedIfTheyAreNotEvenSigned() {
            assertThat(logins.refusalOf(answer -> TestProvider.plain(logins.provider.claimsOfResponse(answer))))
                    .isEqualTo(Reason.RESPONSE_UNSIGNED);
        }
    }

    @Test
    void needAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Encryption(Set.of(Encryption.Message.ID_TOKEN), List.of(), ALGORITHMS));
    }
}
