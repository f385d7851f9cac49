package dev.symbolon.server.qr;

/** The modules while they are drawn: which are dark, and which belong to the patterns that no data may touch (ISO/IEC 18004 §6.3). */
final class Canvas {

    /** The error correction level M, as format information spells it. */
    private static final int LEVEL_M = 0b00;

    private final Version version;
    private final int size;
    private final boolean[][] dark;
    private final boolean[][] reserved;

    Canvas(Version version) {
        this.version = version;
        this.size = version.size();
        this.dark = new boolean[size][size];
        this.reserved = new boolean[size][size];
        drawTiming();
        drawFinder(3, 3);
        drawFinder(size - 4, 3);
        drawFinder(3, size - 4);
        drawAlignment();
        drawFormat(0);
        drawVersion();
    }

    private void set(int x, int y, boolean isDark) {
        dark[y][x] = isDark;
        reserved[y][x] = true;
    }

    private void drawTiming() {
        for (int i = 0; i < size; i++) {
            set(i, 6, i % 2 == 0);
            set(6, i, i % 2 == 0);
        }
    }

    private void drawFinder(int centreX, int centreY) {
        for (int dy = -4; dy <= 4; dy++) {
            for (int dx = -4; dx <= 4; dx++) {
                int x = centreX + dx;
                int y = centreY + dy;
                int distance = Math.max(Math.abs(dx), Math.abs(dy));
                if (x >= 0 && x < size && y >= 0 && y < size) {
                    set(x, y, distance != 2 && distance != 4);
                }
            }
        }
    }

    private void drawAlignment() {
        int[] centres = version.alignment();
        for (int x : centres) {
            for (int y : centres) {
                boolean isFinder = x == 6 && y == 6 || x == 6 && y == size - 7 || x == size - 7 && y == 6;
                if (!isFinder) {
                    drawAlignment(x, y);
                }
            }
        }
    }

    private void drawAlignment(int centreX, int centreY) {
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                set(centreX + dx, centreY + dy, Math.max(Math.abs(dx), Math.abs(dy)) != 1);
            }
        }
    }

    /** Level and mask with their BCH correction, twice, and the module that is always dark (§7.9). */
    void drawFormat(int mask) {
        int data = LEVEL_M << 3 | mask;
        int bits = (data << 10 | remainder(data, 0x537, 10)) ^ 0x5412;
        for (int i = 0; i < 15; i++) {
            boolean isDark = (bits >>> i & 1) == 1;
            int along = i < 6 ? i : i < 8 ? i + 1 : size - 15 + i;
            set(8, along, isDark);
            int back = i < 8 ? size - 1 - i : i == 8 ? 7 : 14 - i;
            set(back, 8, isDark);
        }
        set(8, size - 8, true);
    }

    /** The version with its BCH correction, twice, from version 7 on (§7.10). */
    private void drawVersion() {
        if (version.number() < 7) {
            return;
        }
        int bits = version.number() << 12 | remainder(version.number(), 0x1f25, 12);
        for (int i = 0; i < 18; i++) {
            boolean isDark = (bits >>> i & 1) == 1;
            set(size - 11 + i % 3, i / 3, isDark);
            set(i / 3, size - 11 + i % 3, isDark);
        }
    }

    private static int remainder(int data, int generator, int degree) {
        int rest = data;
        for (int i = 0; i < degree; i++) {
            rest = rest << 1 ^ (rest >>> degree - 1) * generator;
        }
        return rest;
    }

    /** Fills in the octets, two columns at a time from the right, up and down in turns (§7.7.3). */
    void drawCodewords(int[] codewords) {
        int bit = 0;
        for (int right = size - 1; right >= 1; right -= 2) {
            int column = right <= 6 ? right - 1 : right;
            boolean upwards = (size - 1 - right) / 2 % 2 == 0;
            for (int step = 0; step < size; step++) {
                int y = upwards ? size - 1 - step : step;
                for (int x = column; x >= column - 1; x--) {
                    if (!reserved[y][x] && bit < codewords.length * 8) {
                        dark[y][x] = (codewords[bit / 8] >>> 7 - bit % 8 & 1) == 1;
                        bit++;
                    }
                }
            }
        }
    }

    /** Turns over what the mask says; doing it again undoes it (§7.8.2). */
    void turnOver(Mask mask) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                dark[y][x] ^= !reserved[y][x] && mask.covers(x, y);
            }
        }
    }

    boolean[][] modules() {
        boolean[][] copy = new boolean[size][];
        for (int y = 0; y < size; y++) {
            copy[y] = dark[y].clone();
        }
        return copy;
    }
}
