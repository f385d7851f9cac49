package dev.symbolon.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks at a page as people with other devices and other senses than its author's have it: on a phone and on a desk, by day and by
 * night.
 */
final class PageFaults {

    private static final String SCRIPT = read("page-faults.js");
    private static final int PHONE = 390;
    private static final int DESK = 1280;

    private PageFaults() {}

    private static String read(String name) {
        try (InputStream stream = Objects.requireNonNull(PageFaults.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the page that the browser shows; each look is saved under that name. */
    static List<String> of(Browser browser, String name) {
        List<String> faults = new ArrayList<>();
        for (String colours : List.of("light", "dark")) {
            browser.preferColours(colours);
            for (int width : List.of(PHONE, DESK)) {
                browser.resize(width, 844);
                String look = name + "-" + colours + "-" + width;
                browser.save(look);
                browser.list(SCRIPT).forEach(fault -> faults.add(look + ": " + fault));
            }
        }
        return faults;
    }
}
