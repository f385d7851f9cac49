package dev.symbolon.server.manifest;

import dev.symbolon.server.configuration.Section;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Refuses what is declared twice, or declared and removed. */
final class Duplicates {

    void check(Manifest manifest) {
        Removals removals = manifest.removals();
        check(manifest.apis(), "audience", api -> Optional.of(api.audience()), removals.apis());
        check(manifest.clients(), "id", client -> Optional.of(client.client().id()), removals.clients());
        check(manifest.users(), "username", user -> Optional.of(user.username()), removals.users());
        check(manifest.users(), "subject", user -> user.subject().map(Function.identity()), List.of());
    }

    private static <T> void check(
            List<Declared<T>> all, String key, Function<T, Optional<?>> identifier, Collection<?> removed) {
        Set<Object> seen = new HashSet<>();
        for (Declared<T> declared : all) {
            Section section = declared.section();
            identifier.apply(declared.value()).ifPresent(name -> {
                if (!seen.add(name)) {
                    section.refuse(key, "stands twice; keep one of them");
                }
                if (removed.contains(name)) {
                    section.refuse(key, "is both declared and removed; keep one of them");
                }
            });
        }
    }
}
