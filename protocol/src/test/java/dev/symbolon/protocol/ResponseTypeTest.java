package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.symbolon.protocol.ResponseType.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code id_token token",
                "code token id_token",
                "id_token code token",
                "id_token token code",
                "token code id_token",
                "token id_token code",
                " token  id_token   code "
            })
    void readsTheWordsInAnyOrder(String text) {
        assertThat(ResponseType.parse(text)).isEqualTo(ResponseType.CODE_ID_TOKEN_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "none",
                "Code",
                "code code",
                "code,token",
                "code\ttoken",
                "code id_token token code",
                "code id_token token x y z",
                "id_token\u00a0token",
                "code+token"
            })
    void refusesAnyOtherWords(String text) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> ResponseType.parse(text))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(ErrorCode.UNSUPPORTED_RESPONSE_TYPE));
    }

    @ParameterizedTest
    @CsvSource({
        "code, false, false, query",
        "token, true, false, fragment",
        "id_token, true, false, fragment",
        "id_token token, true, false, fragment",
        "code token, true, true, fragment",
        "code id_token, true, true, fragment",
        "code id_token token, true, true, fragment"
    })
    void knowsWhatItCarriesAndWhere(String text, boolean tokens, boolean hybrid, String mode) {
        ResponseType type = ResponseType.parse(text);

        assertThat(type).hasToString(text);
        assertThat(type.carriesTokens()).isEqualTo(tokens);
        assertThat(type.isHybrid()).isEqualTo(hybrid);
        assertThat(type.defaultMode()).hasToString(mode);
        assertThat(ResponseType.ALL).contains(type).hasSize(7);
    }

    @Test
    void makesOnlyThePartsThatItHolds() {
        assertThat(ResponseType.CODE.when(Part.CODE, () -> "made")).hasValue("made");
        assertThat(ResponseType.CODE.when(Part.TOKEN, () -> {
                    throw new AssertionError("made for nothing");
                }))
                .isEmpty();
    }
}
