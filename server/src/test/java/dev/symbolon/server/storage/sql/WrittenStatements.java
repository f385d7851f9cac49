package dev.symbolon.server.storage.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that stand in the classes of the stores, as the compiler has left them. */
final class WrittenStatements {

    /** What works on a database before there are stores, or beside them. */
    private static final Set<String> NO_STORES = Set.of("Schema.class", "SqliteBackup.class");

    /** Where something is put in, by {@code formatted} or by a plus sign. */
    private static final Pattern GAP = Pattern.compile("%(?:\\d+\\$)?s|\u0001");

    private WrittenStatements() {}

    /** Those that are part of nothing that was run. */
    static List<String> missingFrom(Set<String> run) {
        return written().stream()
                .filter(text -> run.stream().noneMatch(pattern(text).asPredicate()))
                .toList();
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(
                GAP.splitAsStream(text).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    private static List<String> written() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".class")
                            && !NO_STORES.contains(file.getFileName().toString()))
                    .flatMap(file -> texts(file).stream())
                    .filter(Plans::isStatement)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            Path classes = Path.of(SqlStorage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve(SqlStorage.class.getPackageName().replace('.', '/'));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Path file) {
        List<String> texts = new ArrayList<>();
        try {
            ClassFile.of().parse(file).constantPool().forEach(entry -> {
                if (entry instanceof StringEntry text) {
                    texts.add(text.stringValue());
                }
            });
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
