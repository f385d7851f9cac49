package dev.symbolon.server.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("QR codes (ISO/IEC 18004)")
class QrCodeTest {

    static Stream<String> codesOfAnotherEncoder() throws IOException {
        try (InputStream file = QrCodeTest.class.getResourceAsStream("codes.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("codesOfAnotherEncoder")
    void areModuleByModuleThoseOfAnotherEncoder(String line) {
        String[] fields = line.split(" ");
        String text = IntStream.range(0, Integer.parseInt(fields[2]))
                .mapToObj(i -> Character.toString(33 + i * 7 % 90))
                .collect(Collectors.joining());

        boolean[][] modules = QrCode.of(text, mask(Integer.parseInt(fields[1]))).modules();

        assertThat(modules.length).isEqualTo(17 + 4 * Integer.parseInt(fields[0]));
        assertThat(hash(modules)).isEqualTo(fields[3]);
    }

    private static Mask mask(int number) {
        return Stream.of(Mask.values())
                .filter(mask -> mask.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static String hash(boolean[][] modules) {
        String rows = Stream.of(modules).map(QrCodeTest::row).collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(rows.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String row(boolean[] row) {
        StringBuilder text = new StringBuilder();
        for (boolean module : row) {
            text.append(module ? '#' : '.');
        }
        return text.toString();
    }

    @Test
    void takeTheMaskThatIsEasiestToRead() {
        String text = "https://id.example.org/device?user_code=BCDF-GHJK";
        int least = Stream.of(Mask.values())
                .mapToInt(mask -> Penalty.of(QrCode.of(text, mask).modules()))
                .min()
                .orElseThrow();

        assertThat(Penalty.of(QrCode.of(text).modules())).isEqualTo(least);
    }

    @Test
    void areDrawnDarkOnLightWithAQuietZone() {
        String svg = QrCode.of("https://id.example.org/device").svg();

        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 37 37\"")
                .contains("fill=\"#fff\" d=\"M0 0h37v37H0z\"")
                .contains("M4 4h1v1h-1z")
                .doesNotContain("script", "M3 ");
    }

    @Test
    void haveRoomForSoMuchTextAndNoMore() {
        assertThat(QrCode.of("a".repeat(412)).modules().length).isEqualTo(77);
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("a".repeat(413)));
    }
}
