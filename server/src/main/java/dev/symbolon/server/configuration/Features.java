package dev.symbolon.server.configuration;

import java.util.EnumSet;
import java.util.Set;

/** Which parts of the protocol are served. */
public record Features(Set<Feature> on) {

    public static final Features ALL = new Features(EnumSet.allOf(Feature.class));

    public Features {
        on = Set.copyOf(on);
    }

    public boolean has(Feature feature) {
        return on.contains(feature);
    }

    /** These features without one. */
    public Features without(Feature feature) {
        EnumSet<Feature> fewer = EnumSet.noneOf(Feature.class);
        fewer.addAll(on);
        fewer.remove(feature);
        return new Features(fewer);
    }
}
