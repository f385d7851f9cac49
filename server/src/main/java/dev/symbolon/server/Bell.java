package dev.symbolon.server;

/** Rung by those who leave work to somebody who may come to listen only later. */
final class Bell {

    private volatile Runnable listener = () -> {};

    void ring() {
        listener.run();
    }

    void isHeardBy(Runnable next) {
        listener = next;
    }
}
