package dev.symbolon.server.page;

import dev.symbolon.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that pages refer to: our stylesheet and mark, and the theme's.
 *
 * @param themeStylesheet what comes after our stylesheet
 * @param mark our own sign, which is the icon of the pages too
 * @param logo what stands at the top of a page
 */
record Assets(Asset stylesheet, Optional<Asset> themeStylesheet, Asset mark, Asset logo) {

    /** @throws IllegalArgumentException with the reason if a file of the theme is unfit */
    static Assets of(String base, Theme theme) {
        Asset mark = Asset.picture(base, "mark", own("mark.svg"));
        return new Assets(
                Asset.stylesheet(base, "symbolon", own("symbolon.css")),
                theme.stylesheet().map(file -> Asset.stylesheet(base, "theme", new ThemeFile(file).stylesheet())),
                mark,
                theme.logo()
                        .map(file -> Asset.picture(base, "logo", new ThemeFile(file).logo()))
                        .orElse(mark));
    }

    private static String own(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Route> routes() {
        return Stream.concat(Stream.of(stylesheet, mark, logo), themeStylesheet.stream())
                .distinct()
                .map(asset -> Route.of(asset.path(), request -> asset.response(), "GET"))
                .toList();
    }
}
