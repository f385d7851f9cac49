package dev.symbolon.server;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;

/** Depends on nothing that stands on the same layer or above, save its own subpackages. */
final class Layers extends ArchCondition<JavaClass> {

    private static final String ROOT = "dev.symbolon.server";
    private static final String ENDPOINT = "endpoint";

    private static final Map<String, Integer> LAYERS = Map.ofEntries(
            Map.entry("api", 0),
            Map.entry("audit", 0),
            Map.entry("client", 0),
            Map.entry("configuration", 0),
            Map.entry("http", 0),
            Map.entry("key", 0),
            Map.entry("qr", 0),
            Map.entry("rehearsal", 0),
            Map.entry("user", 0),
            Map.entry("check", 1),
            Map.entry("session", 1),
            Map.entry("authorization", 2),
            Map.entry("claim", 3),
            Map.entry("client.authentication", 3),
            Map.entry("token", 4),
            Map.entry("page", 5),
            Map.entry("storage", 5),
            Map.entry(ENDPOINT, 6),
            Map.entry("manifest", 6),
            Map.entry("storage.sql", 6),
            Map.entry("", 7));

    Layers() {
        super("depend on lower layers alone");
    }

    @Override
    public void check(JavaClass from, ConditionEvents events) {
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
            JavaClass to = dependency.getTargetClass().getBaseComponentType();
            if (to.getPackageName().startsWith(ROOT) && !mayDepend(module(from), module(to))) {
                events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
            }
        }
    }

    private static boolean mayDepend(String from, String to) {
        boolean isSharedByEndpoints = to.equals(ENDPOINT) && from.startsWith(ENDPOINT);
        return from.equals(to) || isSharedByEndpoints || layer(to) < layer(from);
    }

    private static int layer(String module) {
        return LAYERS.get(module.startsWith(ENDPOINT) ? ENDPOINT : module);
    }

    /** The package of the architecture that a class belongs to: {@code http.jetty} is a part of {@code http}. */
    private static String module(JavaClass type) {
        String name =
                type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
        if (name.startsWith(ENDPOINT + ".")) {
            return ENDPOINT + "." + name.split("\\.")[1];
        }
        while (!LAYERS.containsKey(name)) {
            if (name.indexOf('.') < 0) {
                throw new AssertionError("the architecture knows no package " + name);
            }
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return name;
    }
}
