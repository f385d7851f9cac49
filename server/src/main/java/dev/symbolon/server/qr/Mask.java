package dev.symbolon.server.qr;

/** Which modules are turned over, so that no large areas and nothing like a finder pattern come up by chance (ISO/IEC 18004 §7.8.2). */
enum Mask {
    CHECKS(0) {
        @Override
        boolean covers(int x, int y) {
            return (x + y) % 2 == 0;
        }
    },
    ROWS(1) {
        @Override
        boolean covers(int x, int y) {
            return y % 2 == 0;
        }
    },
    COLUMNS(2) {
        @Override
        boolean covers(int x, int y) {
            return x % 3 == 0;
        }
    },
    DIAGONALS(3) {
        @Override
        boolean covers(int x, int y) {
            return (x + y) % 3 == 0;
        }
    },
    BRICKS(4) {
        @Override
        boolean covers(int x, int y) {
            return (y / 2 + x / 3) % 2 == 0;
        }
    },
    CROSSES(5) {
        @Override
        boolean covers(int x, int y) {
            return x * y % 2 + x * y % 3 == 0;
        }
    },
    FLAKES(6) {
        @Override
        boolean covers(int x, int y) {
            return (x * y % 2 + x * y % 3) % 2 == 0;
        }
    },
    WEAVE(7) {
        @Override
        boolean covers(int x, int y) {
            return ((x + y) % 2 + x * y % 3) % 2 == 0;
        }
    };

    private final int number;

    Mask(int number) {
        this.number = number;
    }

    /** By which format information names it. */
    int number() {
        return number;
    }

    abstract boolean covers(int x, int y);
}
