package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

    private final Registration registration = Registration.of(
            "https://id.example.org",
            "web-app",
            ClientAuthentication.clientSecretBasic(Secret.of("hush-hush")),
            "https://app.example.org/callback");

    @Test
    void doesNotPrintTheSecret() {
        assertThat(registration.toString()).doesNotContain("hush-hush");
    }

    @Test
    void asksForTheHybridFlowUnlessToldOtherwise() {
        assertThat(registration.request().responseType()).isEqualTo(ResponseType.CODE_ID_TOKEN);
    }

    @Test
    void refusesTokensInTheQuery() {
        assertThatThrownBy(() -> registration.withResponseMode(ResponseMode.QUERY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAResponseTypeThatSignsNobodyIn() {
        assertThatThrownBy(() -> registration.withResponseType(ResponseType.TOKEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAScopeWithoutOpenid() {
        assertThatThrownBy(() -> registration.withScope("profile")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example.org/callback", "org.example.app:/callback"})
    void refusesARedirectUriThatEavesdroppersOrOtherApplicationsCanRead(String uri) {
        assertThatThrownBy(() -> Registration.of("https://id.example.org", "web-app", ClientAuthentication.none(), uri))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAClockSkewOfMoreThan10Minutes() {
        assertThatThrownBy(() -> registration.withClockSkew(Duration.ofMinutes(11)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Check.class,
            names = {"STATE", "SIGNATURE", "ISSUER", "AUDIENCE", "EXPIRY", "NONCE", "RESPONSE_PARTS", "SAME_PERSON"})
    void cannotLeaveOutWhatALoginRestsOn(Check check) {
        assertThatThrownBy(() -> registration.skipping(check)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotAskForNoPageAndForOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoginOptions.none().withPrompts(Prompt.NONE, Prompt.LOGIN));
    }

    @Test
    void cannotAskForASignInOfTheFuture() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoginOptions.none().withMaxAge(Duration.ofSeconds(-1)));
    }

    @Test
    void cannotAskForAnAnswerThatNoServerGets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registration.withResponseMode(ResponseMode.WEB_MESSAGE))
                .withMessageContaining("goes to a script");
    }

    @Test
    void extraParametersCannotReplaceTheSdksOwn() {
        try (TestLogins logins = new TestLogins()) {
            LoginOptions options = LoginOptions.none().withExtra("state", "mine");

            assertThatThrownBy(() -> logins.client().startLogin(options)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
