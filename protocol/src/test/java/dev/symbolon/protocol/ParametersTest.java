package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void decodesNamesAndValues() {
        Parameters parameters = Parameters.parse("a=1&b%5B%5D=x+y%C3%BC%2B&c=%E2%82%AC%F0%9F%94%91");

        assertThat(parameters.required("a")).isEqualTo("1");
        assertThat(parameters.required("b[]")).isEqualTo("x yü+");
        assertThat(parameters.required("c")).isEqualTo("€🔑");
    }

    @Test
    void holdsWhatCameInAnotherEncodingToTheSameRules() {
        Parameters parameters = Parameters.of(Set.of("a", "b", "c", "d"), name -> switch (name) {
            case "a" -> List.of("x y&ü=€🔑+%");
            case "b" -> List.of("1", "2");
            case "c" -> List.of("");
            default -> List.of();
        });

        assertThat(parameters.required("a")).isEqualTo("x y&ü=€🔑+%");
        assertThat(parameters.all("b")).containsExactly("1", "2");
        assertThat(parameters.names()).containsExactlyInAnyOrder("a", "b");
        assertRefused(() -> Parameters.of(Set.of("a"), name -> List.of("\u0000")), "control character");
        assertRefused(() -> Parameters.of(Set.of("a"), name -> List.of("\ud83d")), "without its other half");
        assertRefused(() -> Parameters.of(Set.of("\udd11"), name -> List.of("x")), "without its other half");
        assertRefused(() -> Parameters.of(Set.of("a"), name -> List.of("x".repeat(16_385))), "longer than");
        assertRefused(() -> Parameters.of(Set.of("a"), name -> Collections.nCopies(101, "x")), "more than 100");
    }

    @Test
    void keepsWhatFollowsTheFirstEqualsSign() {
        assertThat(Parameters.parse("a=b=c").required("a")).isEqualTo("b=c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&", "a", "a=", "a=&a=", "=&"})
    void takesAParameterWithoutAValueForAbsent(String encoded) {
        assertThat(Parameters.parse(encoded).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%-1",
                "a=%+1",
                "a=% 1",
                "%=a",
                "a=%C3",
                "a=%C3%28",
                "a=%C0%AF",
                "a=%ED%A0%80",
                "a=%F5%80%80%80",
                "a=%FF",
                "a=ü",
                "a=ü%20",
                "ü=a",
                "a=%\uff11\uff11"
            })
    void refusesWhatIsNotTheFormEncodingOfUtf8(String encoded) {
        assertRefused(encoded, "not in the form encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%00", "a=x%0d%0aSet-Cookie:y", "a=%7F", "a=%1b[31m", "%0a=x", "a=x\ty", "a=x\u0000"})
    void refusesControlCharacters(String encoded) {
        assertRefused(encoded, "control character");
    }

    @Test
    void refusesMoreThanAHundredParameters() {
        assertThat(Parameters.parse("a=1&".repeat(100)).all("a")).hasSize(100);
        assertRefused("a=1&".repeat(101), "more than 100");
        assertRefused("a&".repeat(101), "more than 100");
    }

    @Test
    void refusesAValueThatIsTooLong() {
        assertThat(Parameters.parse("a=" + "x".repeat(16_384)).required("a")).hasSize(16_384);
        assertRefused("a=" + "x".repeat(16_385), "longer than 16384");
    }

    private static void assertRefused(String encoded, String detail) {
        assertRefused(() -> Parameters.parse(encoded), detail);
    }

    private static void assertRefused(Supplier<Parameters> reading, String detail) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(reading::get)
                .matches(e -> e.error() == ErrorCode.INVALID_REQUEST)
                .withMessageContaining(detail);
    }

    @Test
    void refusesARepeatedParameterThatMustBeOne() {
        Parameters parameters = Parameters.parse("state=a&state=a&resource=x&resource=y");

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> parameters.one("state"))
                .withMessageContaining("state is repeated");
        assertThatExceptionOfType(OAuthException.class).isThrownBy(() -> parameters.refuseRepeated(Set.of("resource")));
        assertThat(parameters.all("resource")).containsExactly("x", "y");
    }

    @Test
    void countsAParameterOnceIfItsRepetitionIsEmpty() {
        assertThat(Parameters.parse("a=&a=1").one("a")).hasValue("1");
    }

    @Test
    void saysWhichParameterIsMissing() {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> Parameters.none().required("client_id"))
                .withMessageContaining("client_id is missing");
    }

    @Test
    void readsBackWhatItWrites() {
        Parameters written = Parameters.none()
                .with("state", "a&b=c +%€")
                .with("absent", Optional.empty())
                .with("two", "1")
                .with("two", "2");

        Parameters read = Parameters.parse(written.encoded());

        assertThat(read.required("state")).isEqualTo("a&b=c +%€");
        assertThat(read.all("two")).containsExactly("1", "2");
        assertThat(read.names()).containsExactly("state", "two");
        assertThat(read.without("two").names()).containsExactly("state");
    }

    @Test
    void writesASpaceSoThatPagesReadItToo() {
        assertThat(Parameters.none().with("scope", "openid a+b").encoded()).isEqualTo("scope=openid%20a%2Bb");
    }

    @Test
    void printsNoValue() {
        assertThat(Parameters.parse("password=geheim")).hasToString("Parameters[password]");
    }

    @Test
    void writesAndReadsEveryCharacterOfAscii() {
        for (char c = 0x20; c < 0x7f; c++) {
            String text = "a" + c;
            String encoded = Parameters.none().with("value", text).encoded();

            assertThat(encoded)
                    .isEqualTo("value="
                            + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
            assertThat(Parameters.parse(encoded).one("value")).hasValue(text);
        }
    }

    @Test
    void decodesWhatASlowReaderDoes() {
        Random random = new Random(42);
        List<String> pieces = List.of(
                "a",
                "Z",
                "0",
                "-",
                "_",
                ".",
                "~",
                "*",
                "+",
                "%",
                "%2",
                "%41",
                "%c3%BC",
                "%C3",
                "%e2%82%ac",
                "%F0%9F%94%91",
                "%00",
                "%7f",
                "%ED%A0%80",
                "%c0%80",
                "\u00fc",
                "\u2025",
                "\ud83d\udd11",
                " ",
                "\t",
                "\u007f",
                "=",
                "/",
                "'",
                "\u0000");
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int many = random.nextInt(5); many >= 0; many--) {
                text.append(pieces.get(random.nextInt(many == 3 ? pieces.size() : 19)));
            }
            String encoded = text.toString();

            assertThat(read(() -> Parameters.parse("a=" + encoded).one("a").orElse("")))
                    .as(encoded)
                    .isEqualTo(read(() -> slowly(encoded)));
        }
    }

    private static Optional<String> read(Supplier<String> reader) {
        try {
            return Optional.of(reader.get());
        } catch (OAuthException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String slowly(String encoded) {
        if (!encoded.matches("(?s)([\\x00-\\x7f&&[^%]]|%[0-9a-fA-F]{2})*")) {
            throw new IllegalArgumentException();
        }
        String text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        if (text.contains("\ufffd") || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
