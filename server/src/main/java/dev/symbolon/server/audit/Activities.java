package dev.symbolon.server.audit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work of one kind that is done again and again, and may be watched each time. */
public interface Activities {

    /** Work that nobody watches. */
    Activities UNWATCHED = new Activities() {

        @Override
        public <T extends @Nullable Object> T run(String name, Supplier<T> work) {
            return work.get();
        }
    };

    /**
     * Does the work; whatever it throws is thrown.
     *
     * @param name which work it is, out of a fixed few; never anything that a request says
     */
    <T extends @Nullable Object> T run(String name, Supplier<T> work);

    default void run(String name, Runnable work) {
        Supplier<Boolean> supplier = () -> {
            work.run();
            return true;
        };
        boolean _ = run(name, supplier);
    }

    /** These activities, watched by another one from within as well. */
    default Activities and(Activities inner) {
        Activities outer = this;
        return new Activities() {

            @Override
            public <T extends @Nullable Object> T run(String name, Supplier<T> work) {
                return outer.run(name, () -> inner.run(name, work));
            }
        };
    }
}
