package dev.symbolon.server.manifest;

import dev.symbolon.server.api.Api;
import dev.symbolon.server.configuration.Problems;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.configuration.YamlNode;
import dev.symbolon.server.configuration.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator declares in a YAML file. What the file does not name is left alone.
 *
 * <p>Its problems are told when it is compared with a database, together with those that only then can be seen.
 */
public final class Manifest {

    private final Problems problems;
    private final List<Declared<Api>> apis;
    private final List<Declared<DeclaredClient>> clients;
    private final List<Declared<DeclaredUser>> users;
    private final Removals removals;

    private Manifest(YamlNode.Mapping file, Map<String, String> environment, Problems problems) {
        Section root = new Section(file, ManifestKeys.TOP, problems);
        this.problems = problems;
        this.apis = declared(root.sections("apis", ManifestKeys.API).stream().map(ApiReader::read));
        this.clients = declared(root.sections("clients", ManifestKeys.CLIENT).stream()
                .map(section -> new ClientReader(section, environment).read()));
        this.users = declared(root.sections("users", ManifestKeys.USER).stream()
                .map(section -> new UserReader(section, environment).read()));
        this.removals = Removals.read(root);
    }

    private static <T> List<Declared<T>> declared(Stream<Optional<Declared<T>>> read) {
        return read.flatMap(Optional::stream).toList();
    }

    /** @param environment where {@code secret-env} and {@code password-env} look */
    public static Manifest read(Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        return new Manifest(YamlReader.read(file, problems), environment, problems);
    }

    /** Reads a text as if it stood in a file of that name in the working folder. */
    public static Manifest parse(String source, String text, Map<String, String> environment) {
        Problems problems = new Problems();
        return new Manifest(YamlReader.parse(source, text, problems), environment, problems);
    }

    Problems problems() {
        return problems;
    }

    List<Declared<Api>> apis() {
        return apis;
    }

    List<Declared<DeclaredClient>> clients() {
        return clients;
    }

    List<Declared<DeclaredUser>> users() {
        return users;
    }

    Removals removals() {
        return removals;
    }
}
