package dev.symbolon.fuzz;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.server.configuration.ConfigurationException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The exceptions by which a parser may say no. Any other is a fault. */
final class Refusals {

    private Refusals() {}

    /** What the parser makes of the text; empty if it refuses it. */
    static <T> Optional<T> tolerated(Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (OAuthException | JsonException | ConfigurationException e) {
            return Optional.empty();
        }
    }

    /** Reads the text and, if it is taken, what is written of it: that must be the same. */
    static <T> void roundTrip(String text, Function<String, T> parser, Function<T, String> writer) {
        tolerated(() -> parser.apply(text)).ifPresent(value -> {
            String written = writer.apply(value);
            if (!writer.apply(parser.apply(written)).equals(written)) {
                throw new AssertionError("what was written of it reads differently");
            }
        });
    }
}
