package dev.symbolon.server.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads how the provider is watched at work. */
final class ObservationReader {

    private static final ObservationSettings DEFAULT = ObservationSettings.DEFAULT;

    private ObservationReader() {}

    static ManagementSettings management(Section section) {
        OptionalInt port =
                section.number("port", 0, 65_535).map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return new ManagementSettings(
                section.parsed("host", ListenerSettings::host)
                        .orElse(DEFAULT.management().host()),
                port);
    }

    static TracingSettings tracing(Section section) {
        return new TracingSettings(
                section.parsed("endpoint", ObservationReader::endpoint),
                section.parsed("ratio", ObservationReader::ratio)
                        .orElse(DEFAULT.tracing().ratio()));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(noEndpoint(), e);
        }
        throw new IllegalArgumentException(noEndpoint());
    }

    private static String noEndpoint() {
        return "must be the address of a collector, such as http://localhost:4318";
    }

    private static double ratio(String text) {
        if (!text.matches("0|1|[01]?\\.[0-9]{1,6}") || Double.parseDouble(text) > 1) {
            throw new IllegalArgumentException("must be a number from 0 to 1, such as 0.1");
        }
        return Double.parseDouble(text);
    }

    static LogSettings log(Section section) {
        return new LogSettings(
                section.parsed("format", one(LogSettings.Format.values()))
                        .orElse(DEFAULT.log().format()),
                section.parsed("level", one(LogSettings.Level.values()))
                        .orElse(DEFAULT.log().level()));
    }

    private static <E extends Enum<E>> Function<String, E> one(E[] all) {
        return text -> Arrays.stream(all)
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(all).map(ObservationReader::word).collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
