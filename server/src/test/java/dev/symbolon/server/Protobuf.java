package dev.symbolon.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A message of protocol buffers, whose fields are read by number.
 *
 * @param octets each as a character
 */
record Protobuf(List<Field> fields, String octets) {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;

    record Field(int number, long value, String octets) {}

    static Protobuf of(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            fields.add(
                    switch ((int) (tag & 7)) {
                        case VARINT -> new Field(number, varint(in), "");
                        case FIXED64 -> new Field(number, in.getLong(), "");
                        case DELIMITED -> new Field(number, 0, delimited(in));
                        default -> new Field(number, in.getInt(), "");
                    });
        }
        return new Protobuf(fields, new String(octets, StandardCharsets.ISO_8859_1));
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte octet;
        do {
            octet = in.get();
            value |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while (octet < 0);
        return value;
    }

    private static String delimited(ByteBuffer in) {
        byte[] octets = new byte[(int) varint(in)];
        in.get(octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private List<byte[]> all(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> field.octets().getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    List<Protobuf> messages(int number) {
        return all(number).stream().map(Protobuf::of).toList();
    }

    String text(int number) {
        return all(number).stream()
                .map(octets -> new String(octets, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    String hex(int number) {
        return all(number).stream()
                .map(octets -> HexFormat.of().formatHex(octets))
                .findFirst()
                .orElse("");
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }

    /** Every octet as a character: whatever text there is can be found in it. */
    @Override
    public String toString() {
        return octets;
    }
}
