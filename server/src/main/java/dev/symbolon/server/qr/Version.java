package dev.symbolon.server.qr;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How large a code is, and how its octets are cut into blocks at the error correction level M (ISO/IEC 18004 §7.5.1, Table 9).
 *
 * @param number 1 to 15
 */
record Version(int number) {

    static final int LARGEST = 15;

    private static final int[] BLOCKS = {1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10};
    private static final int[] CORRECTION = {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24};

    /** The smallest that has room for so many octets. */
    static Optional<Version> holding(int octets) {
        return IntStream.rangeClosed(1, LARGEST)
                .mapToObj(Version::new)
                .filter(version -> version.capacity() >= octets)
                .findFirst();
    }

    /** Modules along a side. */
    int size() {
        return 17 + 4 * number;
    }

    int blocks() {
        return BLOCKS[number - 1];
    }

    /** Octets of correction in each block. */
    int correction() {
        return CORRECTION[number - 1];
    }

    /** All octets, those of correction included. */
    int octets() {
        int along = number == 1 ? 0 : number / 7 + 2;
        int functions = 3 * 64 + 2 * (size() - 16) + 31;
        int alignment = along == 0 ? 0 : (along * along - 3) * 25 - (along - 2) * 2 * 5;
        int versionInformation = number < 7 ? 0 : 36;
        return (size() * size() - functions - alignment - versionInformation) / 8;
    }

    int dataOctets() {
        return octets() - blocks() * correction();
    }

    /** How many bits say how many octets follow. */
    int lengthBits() {
        return number < 10 ? 8 : 16;
    }

    /** How many octets of text it has room for, after the mode and the length. */
    private int capacity() {
        return (dataOctets() * 8 - 4 - lengthBits()) / 8;
    }

    /** Where the centres of the alignment patterns are, on either axis (Annex E). */
    int[] alignment() {
        if (number == 1) {
            return new int[0];
        }
        int count = number / 7 + 2;
        int last = size() - 7;
        int step = (int) Math.ceil((last - 6) / (double) (count - 1) / 2) * 2;
        return IntStream.range(0, count)
                .map(i -> i == 0 ? 6 : last - (count - 1 - i) * step)
                .toArray();
    }
}
