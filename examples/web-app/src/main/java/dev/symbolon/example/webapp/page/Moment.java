package dev.symbolon.example.webapp.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time, as people read it. */
final class Moment {

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Moment() {}

    /** The time, and how far off it is; the script of the page goes on counting. */
    static Html of(Instant moment, Instant now) {
        return Html.of(
                "<time datetime=\"{}\">{}</time> <span class=\"distance\" data-moment=\"{}\">{}</span>",
                moment,
                FULL.format(moment),
                moment.toEpochMilli(),
                distance(moment, now));
    }

    /** How far off the time is, for instance {@code in 9 min 58 s}. */
    static String distance(Instant moment, Instant now) {
        long seconds = Math.round(Duration.between(now, moment).toMillis() / 1000.0);
        if (seconds == 0) {
            return "now";
        }
        String length = length(Duration.ofSeconds(Math.abs(seconds)));
        return seconds > 0 ? "in " + length : length + " ago";
    }

    private static String length(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
