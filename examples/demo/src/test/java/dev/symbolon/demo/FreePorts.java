package dev.symbolon.demo;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Finds three ports in a row that nobody has. */
final class FreePorts {

    private FreePorts() {}

    static Ports find() {
        return Stream.generate(() -> new Ports(ThreadLocalRandom.current().nextInt(20_000, 30_000)))
                .filter(FreePorts::areFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean areFree(Ports ports) {
        try {
            ports.refuseTaken();
            return true;
        } catch (DemoException e) {
            return false;
        }
    }
}
