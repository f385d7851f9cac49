package dev.symbolon.proof;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one run is to prove, and where it says so. */
final class Claims {

    private final List<Claim> all = new CopyOnWriteArrayList<>();
    private final PrintWriter out;

    Claims(PrintWriter out) {
        this.out = out;
    }

    Claim claim(String text) {
        Claim claim = new Claim(text);
        all.add(claim);
        return claim;
    }

    /** Something that is no verdict, for people. */
    void remark(String text) {
        out.println("        " + text);
        out.flush();
    }

    void begin(String proof) {
        out.println(proof);
        out.flush();
    }

    /** Prints the verdicts. */
    void conclude() {
        all.forEach(claim -> out.println(claim.verdict()));
        out.flush();
    }

    boolean areHeld() {
        return all.stream().allMatch(Claim::isHeld);
    }
}
