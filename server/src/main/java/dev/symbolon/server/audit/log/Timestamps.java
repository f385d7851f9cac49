package dev.symbolon.server.audit.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes times with milliseconds and the offset from UTC (RFC 3339); all but the milliseconds once a second. */
final class Timestamps {

    private static final int MILLIS = 1_000;
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private record Second(long number, String text, String offset) {}

    private final ZoneId zone = ZoneId.systemDefault();
    private volatile Second last = second(0);

    private Second second(long number) {
        var time = Instant.ofEpochSecond(number).atZone(zone);
        return new Second(number, TO_THE_SECOND.format(time), OFFSET.format(time));
    }

    void append(StringBuilder text, long millis) {
        long number = Math.floorDiv(millis, MILLIS);
        Second second = last;
        if (second.number() != number) {
            second = second(number);
            last = second;
        }
        int rest = Math.floorMod(millis, MILLIS);
        text.append(second.text())
                .append('.')
                .append((char) ('0' + rest / 100))
                .append((char) ('0' + rest / 10 % 10))
                .append((char) ('0' + rest % 10))
                .append(second.offset());
    }
}
