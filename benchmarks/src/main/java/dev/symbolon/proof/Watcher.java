package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpReply;

/** Is told of every request when it has ended. */
interface Watcher {

    /** Forgets at once: what runs for long would fill the memory otherwise. */
    Watcher NOBODY = new Watcher() {

        @Override
        public void saw(long begun, HttpReply reply) {}

        @Override
        public void sawNothing(long begun, Exception failure) {}
    };

    /** @param begun by {@link System#nanoTime} */
    void saw(long begun, HttpReply reply);

    /** No whole answer came. */
    void sawNothing(long begun, Exception failure);
}
