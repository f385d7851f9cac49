package dev.symbolon.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Route;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThemeTest {

    private static final Issuer ISSUER = Issuer.parse("https://id.example.org");

    @TempDir
    private Path directory;

    @Test
    void servesEveryFileThatAPageRefersTo() throws IOException {
        Pages pages = new Pages(
                ISSUER,
                new Theme(
                        Optional.of(file("theme.css", ":root { --accent: purple }")),
                        Optional.of(file("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
                        Optional.of("Example ID")));

        Document page = page(pages);

        assertThat(page.select("link[rel=stylesheet]").eachAttr("href"))
                .hasSize(2)
                .last()
                .satisfies(path -> assertThat(get(pages, path).body()).contains("purple"));
        assertThat(page.select("link, img").stream().map(element -> element.attr("href") + element.attr("src")))
                .allSatisfy(path -> assertThat(get(pages, path).status()).isEqualTo(200));
        assertThat(page.title()).endsWith(" · Example ID");
    }

    @Test
    void letsBrowsersKeepFilesForEverUnderNamesThatChangeWithTheirContent() throws IOException {
        Pages purple = new Pages(ISSUER, themed(file("purple.css", "a { color: purple }")));
        Pages green = new Pages(ISSUER, themed(file("green.css", "a { color: green }")));

        assertThat(purple.assets())
                .allSatisfy(
                        route -> assertThat(get(purple, route.path()).headers().first("Cache-Control"))
                                .contains("public, max-age=31536000, immutable"));
        assertThat(paths(purple)).isNotEqualTo(paths(green));
        assertThat(paths(purple)).isEqualTo(paths(new Pages(ISSUER, themed(directory.resolve("purple.css")))));
    }

    @Test
    void letsNothingRunInAPicture() throws IOException {
        Path logo = file("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
        Pages pages = new Pages(ISSUER, new Theme(Optional.empty(), Optional.of(logo), Optional.empty()));

        HttpResponse response = get(pages, page(pages).select("header img").attr("src"));

        assertThat(response.headers().first("Content-Type")).contains("image/svg+xml");
        assertThat(response.headers().first("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "sandbox")
                        .doesNotContain("script-src", "allow-scripts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void takesAPictureOfPixels(String format) throws IOException {
        Path logo = directory.resolve("logo." + format);
        ImageIO.write(new BufferedImage(30, 8, BufferedImage.TYPE_INT_RGB), format, logo.toFile());
        Pages pages = new Pages(ISSUER, new Theme(Optional.empty(), Optional.of(logo), Optional.empty()));

        HttpResponse response = get(pages, page(pages).select("header img").attr("src"));

        assertThat(response.body()).contains("viewBox=\"0 0 30 8\"", "href=\"data:image/" + format + ";base64,");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        assertRefused(themed(file("theme.css", "a".repeat(256 * 1024 + 1))), "is larger than 256 KiB");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused(themed(directory.resolve("absent.css")), "cannot be read");
    }

    @Test
    void refusesAStylesheetThatIsNotText() throws IOException {
        Path file = Files.write(directory.resolve("theme.css"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertRefused(themed(file), "is not text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo.svg", "logo.png", "logo.gif", "logo.html"})
    void refusesALogoThatIsNoPicture(String name) throws IOException {
        Path logo = file(name, "<html><script>alert(1)</script>");

        assertRefused(new Theme(Optional.empty(), Optional.of(logo), Optional.empty()), "is n");
    }

    private static void assertRefused(Theme theme, String reason) {
        assertThatThrownBy(() -> new Pages(ISSUER, theme))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static Theme themed(Path stylesheet) {
        return new Theme(Optional.of(stylesheet), Optional.empty(), Optional.empty());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static List<String> paths(Pages pages) {
        return pages.assets().stream().map(Route::path).toList();
    }

    private static Document page(Pages pages) {
        return Jsoup.parse(
                pages.render(SamplePages.consent(), List.of(), Optional.empty()).body());
    }

    private static HttpResponse get(Pages pages, String path) {
        Route route = pages.assets().stream()
                .filter(asset -> asset.path().equals(path))
                .findFirst()
                .orElseThrow();
        return route.endpoint().handle(new HttpRequest("GET", path, "", Headers.none(), "", "127.0.0.1"));
    }
}
