package dev.symbolon.benchmark.load;

import dev.symbolon.benchmark.http.HttpConnection;
import java.io.IOException;

/** What a client does again and again. */
@FunctionalInterface
public interface Operation {

    /**
     * Does it once.
     *
     * @throws Refusal if the server says that it has too much to do
     * @throws WrongAnswer if anything else comes back than should
     */
    void perform(HttpConnection connection) throws IOException;
}
