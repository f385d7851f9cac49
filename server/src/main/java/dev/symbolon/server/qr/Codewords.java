package dev.symbolon.server.qr;

import java.util.ArrayList;
import java.util.List;

/** Puts octets into the order in which they are drawn: mode, length, text, padding, cut into blocks, corrected and interleaved. */
final class Codewords {

    private static final int OCTET_MODE = 0b0100;
    private static final int[] PADDING = {0xec, 0x11};

    private Codewords() {}

    static int[] of(byte[] text, Version version) {
        return interleaved(data(text, version), version);
    }

    private static int[] data(byte[] text, Version version) {
        Bits bits = new Bits(version.dataOctets());
        bits.add(OCTET_MODE, 4);
        bits.add(text.length, version.lengthBits());
        for (byte octet : text) {
            bits.add(octet & 0xff, 8);
        }
        int[] data = bits.octets();
        int used = (4 + version.lengthBits() + text.length * 8 + 4 + 7) / 8;
        for (int i = used; i < data.length; i++) {
            data[i] = PADDING[(i - used) % 2];
        }
        return data;
    }

    /** Bits in their order, and nothing after them. */
    private static final class Bits {

        private final int[] octets;
        private int length;

        private Bits(int octets) {
            this.octets = new int[octets];
        }

        private void add(int value, int count) {
            for (int bit = count - 1; bit >= 0; bit--) {
                octets[length / 8] |= (value >>> bit & 1) << 7 - length % 8;
                length++;
            }
        }

        private int[] octets() {
            return octets;
        }
    }

    private static int[] interleaved(int[] data, Version version) {
        ReedSolomon reedSolomon = new ReedSolomon(version.correction());
        List<int[]> blocks = new ArrayList<>();
        List<int[]> corrections = new ArrayList<>();
        int longer = data.length % version.blocks();
        int from = 0;
        for (int i = 0; i < version.blocks(); i++) {
            int length = data.length / version.blocks() + (i < version.blocks() - longer ? 0 : 1);
            int[] block = new int[length];
            System.arraycopy(data, from, block, 0, length);
            blocks.add(block);
            corrections.add(reedSolomon.correctionOf(block));
            from += length;
        }
        int[] all = new int[version.octets()];
        int next = take(blocks, all, 0);
        take(corrections, all, next);
        return all;
    }

    /** The first of each, then the second of each, and so on. */
    private static int take(List<int[]> blocks, int[] all, int start) {
        int next = start;
        for (int i = 0; i < blocks.getLast().length; i++) {
            for (int[] block : blocks) {
                if (i < block.length) {
                    all[next++] = block[i];
                }
            }
        }
        return next;
    }
}
