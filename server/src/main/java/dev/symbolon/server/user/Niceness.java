package dev.symbolon.server.user;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * How much a thread stands back for others, where the system can tell. Java's own thread priorities have no effect on Linux; there each
 * thread has a nice value (nice(2), sched(7)), and one of 10 has about a tenth of the weight of the usual 0.
 */
final class Niceness {

    static final int LESS = 10;

    private Niceness() {}

    /** Lowers the priority of the calling thread for good, if that can be done. */
    static void standBack() {
        if (System.getProperty("os.name").equals("Linux")) {
            lower();
        }
    }

    /** Whatever is in the way: the work can be done all the same. */
    @SuppressWarnings("restricted")
    private static void lower() {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle nice = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("nice"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int _ = (int) nice.invokeExact(LESS);
        } catch (Throwable _) {
            return;
        }
    }
}
