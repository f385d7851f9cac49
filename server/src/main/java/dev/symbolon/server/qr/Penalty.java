package dev.symbolon.server.qr;

/** How hard modules are to read: long runs, blocks, what looks like a finder pattern, and too much of one colour (ISO/IEC 18004 §7.8.3). */
final class Penalty {

    private static final boolean[] FINDER = {true, false, true, true, true, false, true};
    private static final int QUIET = 4;

    private final boolean[][] modules;
    private final int size;

    private Penalty(boolean[][] modules) {
        this.modules = modules;
        this.size = modules.length;
    }

    static int of(boolean[][] modules) {
        Penalty penalty = new Penalty(modules);
        int lines = 0;
        for (int i = 0; i < modules.length; i++) {
            lines += ofLine(penalty.row(i)) + ofLine(penalty.column(i));
        }
        return lines + penalty.ofBlocks() + penalty.ofBalance();
    }

    private boolean[] row(int y) {
        return modules[y];
    }

    private boolean[] column(int x) {
        boolean[] column = new boolean[size];
        for (int y = 0; y < size; y++) {
            column[y] = modules[y][x];
        }
        return column;
    }

    private static int ofLine(boolean[] line) {
        int penalty = 0;
        int run = 0;
        for (int i = 0; i < line.length; i++) {
            run = i > 0 && line[i] == line[i - 1] ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            penalty += isLikeAFinder(line, i) ? 40 : 0;
        }
        return penalty;
    }

    /** Whether a finder's pattern begins here that has four light modules before or after it; outside everything is light. */
    private static boolean isLikeAFinder(boolean[] line, int from) {
        for (int i = 0; i < FINDER.length; i++) {
            if (from + i >= line.length || line[from + i] != FINDER[i]) {
                return false;
            }
        }
        return isLight(line, from - QUIET) || isLight(line, from + FINDER.length);
    }

    private static boolean isLight(boolean[] line, int from) {
        for (int i = Math.max(from, 0); i < Math.min(from + QUIET, line.length); i++) {
            if (line[i]) {
                return false;
            }
        }
        return true;
    }

    private int ofBlocks() {
        int penalty = 0;
        for (int y = 1; y < size; y++) {
            for (int x = 1; x < size; x++) {
                boolean colour = modules[y][x];
                boolean isBlock =
                        colour == modules[y][x - 1] && colour == modules[y - 1][x] && colour == modules[y - 1][x - 1];
                penalty += isBlock ? 3 : 0;
            }
        }
        return penalty;
    }

    /** Ten for each five hundredths by which the dark ones are more or less than half. */
    private int ofBalance() {
        int dark = 0;
        for (boolean[] row : modules) {
            for (boolean module : row) {
                dark += module ? 1 : 0;
            }
        }
        int all = size * size;
        return Math.abs(dark * 20 - all * 10) / all * 10;
    }
}
