package dev.symbolon.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes paths, of which every reader must think the same (RFC 3986 §3.3, §6.2.2). */
public final class RequestPath {

    private RequestPath() {}

    /**
     * The path with its percent-encodings decoded.
     *
     * @param raw as it stands in the request
     * @return nothing if it is malformed, or could be read in two ways: dot segments, encoded slashes, dots and percent signs,
     *     backslashes, control characters
     */
    public static Optional<String> decode(String raw) {
        if (!raw.startsWith("/") || hasDotSegment(raw)) {
            return Optional.empty();
        }
        byte[] octets = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            int octet = raw.charAt(i);
            if (octet == '%') {
                octet = encodedOctet(raw, i);
                i += 2;
            } else if (octet <= 0x20 || octet >= 0x7f || octet == '\\') {
                return Optional.empty();
            }
            if (octet < 0) {
                return Optional.empty();
            }
            octets[length++] = (byte) octet;
        }
        return utf8(octets, length);
    }

    private static boolean hasDotSegment(String raw) {
        return Arrays.stream(raw.split("/"))
                .map(segment -> segment.split(";", 2)[0])
                .anyMatch(name -> name.equals(".") || name.equals(".."));
    }

    /** The octet that the three characters from the percent sign on stand for, or -1 if they stand for none that may be. */
    private static int encodedOctet(String raw, int percent) {
        if (percent + 2 >= raw.length()
                || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                || !HexFormat.isHexDigit(raw.charAt(percent + 2))) {
            return -1;
        }
        int octet = HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
        boolean ambiguous = octet == '/' || octet == '\\' || octet == '.' || octet == '%' || octet == ';';
        return ambiguous || octet < 0x20 || octet == 0x7f ? -1 : octet;
    }

    private static Optional<String> utf8(byte[] octets, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
