package dev.symbolon.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The signals by which an operating system asks a program to end.
 *
 * <p>Java's own answer to them is deaf to a second one, and cannot tell a person at the keyboard from a service manager. The JDK's
 * interface for more is not part of the standard, so that it is reached by reflection; where it is missing, Java's own answer stays.
 */
enum Signals {
    /** From the keyboard: Ctrl-C. */
    INT(2),
    /** From whoever manages services. */
    TERM(15);

    private final int number;

    Signals(int number) {
        this.number = number;
    }

    /** What a program answers that such a signal has ended. */
    int exitCode() {
        return 128 + number;
    }

    /** Runs the answer, on a thread of its own, each time that the signal comes. */
    void answer(Runnable answer) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            answer.run();
            return null;
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, handler);
            signal.getMethod("handle", signal, handlers)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name()), proxy);
        } catch (ReflectiveOperationException e) {
            return;
        }
    }
}
