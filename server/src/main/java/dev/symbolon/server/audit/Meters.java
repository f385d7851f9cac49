package dev.symbolon.server.audit;

import java.util.function.DoubleSupplier;

/** Where something that keeps count of itself says what can be read off it. It is read when the metrics are, and not before. */
public interface Meters {

    /**
     * Something that goes up and down.
     *
     * @param labels the values of the metric's labels, in its order
     */
    void level(Metric metric, DoubleSupplier level, String... labels);

    /**
     * Something that only grows.
     *
     * @param labels the values of the metric's labels, in its order
     */
    void total(Metric metric, DoubleSupplier total, String... labels);
}
