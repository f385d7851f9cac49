package dev.symbolon.resourceserver.servlet;

import dev.symbolon.protocol.Scope;
import dev.symbolon.resourceserver.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of an API in the order of their declaration; the first that matches holds. */
record AccessRules(List<AccessRule> rules) {

    /** What the rules say of a request. */
    sealed interface Finding {
        record Found(AccessRule rule) implements Finding {}

        record OtherMethods(String allow) implements Finding {}

        record NoSuchPath() implements Finding {}
    }

    AccessRules {
        rules = List.copyOf(rules);
    }

    AccessRules plus(AccessRule rule) {
        List<AccessRule> more = new ArrayList<>(rules);
        more.add(rule);
        return new AccessRules(more);
    }

    Finding find(String method, String path) {
        List<AccessRule> ofPath =
                rules.stream().filter(rule -> rule.matchesPath(path)).toList();
        if (ofPath.isEmpty()) {
            return new Finding.NoSuchPath();
        }
        return ofPath.stream()
                .filter(rule -> rule.matchesMethod(method))
                .findFirst()
                .<Finding>map(Finding.Found::new)
                .orElseGet(() -> new Finding.OtherMethods(allow(ofPath)));
    }

    /** Everything that some rule requires. */
    Scope permissions() {
        return rules.stream()
                .flatMap(rule -> rule.required().stream())
                .map(Requirement::scope)
                .reduce(Scope.empty(), Scope::plus);
    }

    private static String allow(List<AccessRule> rules) {
        return String.join(
                ", ",
                rules.stream()
                        .map(AccessRule::method)
                        .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
                        .distinct()
                        .toList());
    }
}
