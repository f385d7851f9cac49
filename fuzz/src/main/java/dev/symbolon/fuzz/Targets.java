package dev.symbolon.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that can be probed. */
final class Targets {

    private Targets() {}

    static List<String> names() {
        return Stream.concat(
                        Stream.of(ValueTargets.ALL, DocumentTargets.ALL)
                                .flatMap(List::stream)
                                .map(Target::name),
                        Stream.of("manifest", "request"))
                .toList();
    }

    /** The provider is put together only for those that need it. */
    static Optional<Target> named(String name) {
        return switch (name) {
            case "manifest" -> Optional.of(new Target(name, new RequestTarget()::compare));
            case "request" -> Optional.of(new Target(name, new RequestTarget()::probe));
            default ->
                Stream.of(ValueTargets.ALL, DocumentTargets.ALL)
                        .flatMap(List::stream)
                        .filter(target -> target.name().equals(name))
                        .findFirst();
        };
    }
}
