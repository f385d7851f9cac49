package dev.symbolon.server.qr;

/** Error correction over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5). */
final class ReedSolomon {

    private static final int POLYNOMIAL = 0x11d;

    private final int[] generator;

    /** @param octets how many octets of correction there are for each block */
    ReedSolomon(int octets) {
        this.generator = generator(octets);
    }

    /** The product of (x − 2⁰)(x − 2¹)… without its leading 1, the highest power first. */
    private static int[] generator(int degree) {
        int[] product = new int[degree];
        product[degree - 1] = 1;
        int root = 1;
        for (int factor = 0; factor < degree; factor++) {
            for (int i = 0; i < degree; i++) {
                int next = i + 1 < degree ? product[i + 1] : 0;
                product[i] = multiply(product[i], root) ^ next;
            }
            root = multiply(root, 2);
        }
        return product;
    }

    /** What is left when the block is divided by the generator. */
    int[] correctionOf(int[] block) {
        int[] rest = new int[generator.length];
        for (int octet : block) {
            int factor = octet ^ rest[0];
            System.arraycopy(rest, 1, rest, 0, rest.length - 1);
            rest[rest.length - 1] = 0;
            for (int i = 0; i < rest.length; i++) {
                rest[i] ^= multiply(generator[i], factor);
            }
        }
        return rest;
    }

    private static int multiply(int one, int other) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = product << 1 ^ (product >>> 7) * POLYNOMIAL;
            product ^= (other >>> bit & 1) * one;
        }
        return product;
    }
}
