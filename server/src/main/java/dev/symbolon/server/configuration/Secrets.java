package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads secrets: written out under their key, in a file that {@code key-file} names, or in an environment variable that
 * {@code key-env} names, whichever of these a section knows.
 */
public final class Secrets {

    private static final int MOST_OCTETS = 8192;

    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether what stands under a key is a secret, or was made from one. */
    static boolean isSecret(String key) {
        return Stream.of("secret", "password", "master-key", "initial-access-token")
                        .anyMatch(key::contains)
                && !key.endsWith("-file")
                && !key.endsWith("-env");
    }

    /** The secret, if one is given in any way; more than one way is a problem. */
    public Optional<Secret> read(Section section, String key, List<String> ways) {
        List<String> given = ways.stream().filter(section::has).toList();
        if (given.size() > 1) {
            section.refuse(given.getLast(), "cannot stand beside " + given.getFirst() + "; keep one of them");
            return Optional.empty();
        }
        return given.stream().findFirst().flatMap(way -> read(section, key, way));
    }

    private Optional<Secret> read(Section section, String key, String way) {
        if (way.equals(key + "-file")) {
            return section.path(way).flatMap(path -> fromFile(section, way, path));
        }
        if (way.equals(key + "-env")) {
            return section.text(way).flatMap(name -> fromEnvironment(section, way, name));
        }
        return section.text(way).map(Secret::of);
    }

    private Optional<Secret> fromEnvironment(Section section, String key, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            section.refuse(key, "there is no such environment variable, or it is empty");
            return Optional.empty();
        }
        return Optional.of(Secret.of(value));
    }

    private static Optional<Secret> fromFile(Section section, String key, Path file) {
        try {
            if (Files.size(file) > MOST_OCTETS) {
                section.refuse(key, "the file is longer than " + MOST_OCTETS + " octets");
                return Optional.empty();
            }
            String text = Files.readString(file).replaceFirst("\\R\\z", "");
            if (!text.isEmpty()) {
                return Optional.of(Secret.of(text));
            }
            section.refuse(key, "the file is empty");
        } catch (IOException e) {
            section.refuse(key, Files.exists(file) ? "the file cannot be read as UTF-8" : "there is no such file");
        }
        return Optional.empty();
    }
}
