package dev.symbolon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A target")
class TargetsTest {

    @Test
    void reachesWhatIsBehindSignIn() {
        FuzzedProvider provider = new FuzzedProvider();
        Person person = new Person(provider);

        assertThat(provider.answer(
                                RequestText.read(person.fillIn("GET /userinfo\nAuthorization: Bearer {access_token}"))
                                        .orElseThrow())
                        .status())
                .isEqualTo(200);
        assertThat(provider.answer(RequestText.read(person.fillIn("GET /account/consents\nCookie: {cookies}"))
                                .orElseThrow())
                        .body())
                .contains("A web application");
    }

    @Test
    void findsAParserThatFaults() {
        assertThatThrownBy(() -> Refusals.roundTrip("x", Integer::parseInt, Object::toString))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void findsAParserThatReadsDifferentlyWhatIsWrittenOfIt() {
        assertThatThrownBy(() -> Refusals.roundTrip("a", text -> text + "a", text -> text))
                .isInstanceOf(AssertionError.class);
    }
}
