package dev.symbolon.server.page;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the pages look, as far as whoever runs the provider decides.
 *
 * @param stylesheet comes after our own; it need only set our custom properties, such as {@code --accent}; at most 256 KiB
 * @param logo takes the place of our mark: SVG, PNG or JPEG of at most 256 KiB
 * @param name what the service is called; without it, Symbolon
 */
public record Theme(Optional<Path> stylesheet, Optional<Path> logo, Optional<String> name) {

    private static final Theme PLAIN = new Theme(Optional.empty(), Optional.empty(), Optional.empty());

    /** Our own look. */
    public static Theme plain() {
        return PLAIN;
    }

    String shownName() {
        return name.orElse("Symbolon");
    }
}
