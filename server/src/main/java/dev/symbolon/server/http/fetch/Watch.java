package dev.symbolon.server.http.fetch;

import java.util.function.Supplier;

/** Watches requests of the provider's own while they are under way. */
public interface Watch {

    /** Looks away. */
    Watch NONE = new Watch() {

        @Override
        public <T> T over(String purpose, Supplier<T> exchange) {
            return exchange.get();
        }
    };

    /**
     * Does what yields an answer, redirects included; whatever it throws is thrown, and means that no answer came that could be used.
     *
     * @param purpose one of a fixed few, for instance {@code keys}; never where it goes
     */
    <T> T over(String purpose, Supplier<T> exchange);
}
