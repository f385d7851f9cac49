package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the configuration from its mapping, and fills in the defaults. */
final class ConfigurationReader {

    /** Keys stay for 30 days after their last use, and a key set with more than 50 keys is more than clients read. */
    private static final Duration SHORTEST_ROTATION = Duration.ofDays(2);

    private static final Issuer ISSUER = Issuer.parse("http://localhost:9000");
    private static final int PORT = 9000;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    private static final Duration KEEP_EXPIRED = Duration.ofDays(1);
    private static final Duration LEAST_KEPT = Duration.ofMinutes(1);
    private static final Duration MOST_KEPT = Duration.ofDays(30);
    private static final int MOST_OCTETS = 1 << 18;

    private final Path folder;
    private final Problems problems;

    ConfigurationReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Configuration read(YamlNode.Mapping mapping) {
        Section root = new Section(mapping, Setting.keysOf(""), problems);
        Issuer issuer = root.parsed("issuer", Issuer::parse).orElse(ISSUER);
        Path data = root.path("data").orElse(folder.resolve("data"));
        ListenerSettings listener = listener(section(root, "listener"), issuer);
        return new Configuration(
                issuer,
                listener,
                storage(section(root, "storage"), data),
                section(root, "storage")
                        .parsed("keep-expired", ConfigurationReader::keepExpired)
                        .orElse(KEEP_EXPIRED),
                keys(section(root, "keys"), data),
                theme(section(root, "theme")),
                new ObservationSettings(
                        ObservationReader.management(section(root, "management")),
                        ObservationReader.tracing(section(root, "tracing")),
                        ObservationReader.log(section(root, "log"))),
                root.files("manifests"),
                new ProtocolSettings(
                        sessions(section(root, "sessions")),
                        features(section(root, "features")),
                        outbound(section(root, "outbound"), issuer),
                        RegistrationReader.read(section(root, "registration")),
                        new MtlsReader(section(root, "mtls"), listener).read()));
    }

    private Section section(Section root, String name) {
        return root.section(name, Setting.keysOf(name))
                .orElseGet(() ->
                        new Section(new YamlNode.Mapping(root.place(), Map.of()), Setting.keysOf(name), problems));
    }

    private static ListenerSettings listener(Section section, Issuer issuer) {
        return new ListenerSettings(
                section.parsed("host", ListenerSettings::host).orElse("127.0.0.1"),
                section.number("port", 0, 65_535).orElse(portOf(issuer)),
                section.list("trusted-proxies", Network::parse).orElse(List.of()),
                new TlsReader(section).read(),
                section.parsed("drain", ConfigurationReader::drain)
                        .orElse(issuer.isLoopback() ? Duration.ZERO : DRAIN));
    }

    private static Duration drain(String text) {
        Duration drain = text.equals("0s") ? Duration.ZERO : Durations.parse(text);
        if (drain.compareTo(LONGEST_DRAIN) > 0) {
            throw new IllegalArgumentException("must be between 0s and " + Durations.describe(LONGEST_DRAIN));
        }
        return drain;
    }

    /** A loopback issuer in plain HTTP is reached without a proxy, so that its port is the listener's. */
    private static int portOf(Issuer issuer) {
        if (issuer.isSecure()) {
            return PORT;
        }
        int port = URI.create(issuer.value()).getPort();
        return port == -1 ? 80 : port;
    }

    private static Duration keepExpired(String text) {
        Duration kept = Durations.parse(text);
        if (kept.compareTo(LEAST_KEPT) < 0 || kept.compareTo(MOST_KEPT) > 0) {
            throw new IllegalArgumentException(
                    "must be between " + Durations.describe(LEAST_KEPT) + " and " + Durations.describe(MOST_KEPT));
        }
        return kept;
    }

    private StorageSettings storage(Section section, Path data) {
        Optional<Path> file = section.path("file");
        Optional<String> url = section.parsed("url", ConfigurationReader::postgreSqlUrl);
        Optional<String> user = section.text("user");
        Optional<Secret> password =
                new Secrets(Map.of()).read(section, "password", List.of("password", "password-file"));
        int poolSize = section.number("pool-size", 1, 1000).orElse(10);
        if (url.isPresent()) {
            if (file.isPresent()) {
                section.refuse("file", "cannot stand beside url; keep file for SQLite, or url for PostgreSQL");
            }
            return new StorageSettings.PostgreSql(url.get(), user, password, poolSize);
        }
        for (String key : List.of("user", "password", "password-file", "pool-size")) {
            if (section.has(key) && !section.has("url")) {
                section.refuse(key, "is for PostgreSQL, and needs storage.url");
            }
        }
        return new StorageSettings.Sqlite(file.orElse(data.resolve("symbolon.db")));
    }

    private static String postgreSqlUrl(String text) {
        String url = text.replaceFirst("^(jdbc:)?postgres(ql)?:", "jdbc:postgresql:");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("must be such as jdbc:postgresql://db.example.org/symbolon");
        }
        if (url.indexOf('@') >= 0 || url.toLowerCase(Locale.ROOT).contains("password=") || url.contains("user=")) {
            throw new IllegalArgumentException("must have no user and password; set storage.user and storage.password");
        }
        return url;
    }

    /** Not by Duration's own division, which computes with BigDecimal: that class alone takes some 40 milliseconds of a start. */
    private static Duration half(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds() / 2);
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private KeySettings keys(Section section, Path data) {
        Duration rotation = section.duration("rotation-period").orElse(Duration.ofDays(90));
        Duration announcement =
                section.duration("announcement-period").orElseGet(() -> earlier(half(rotation), Duration.ofDays(7)));
        if (rotation.compareTo(SHORTEST_ROTATION) < 0) {
            section.refuse("rotation-period", "must be at least " + Durations.describe(SHORTEST_ROTATION));
        }
        if (announcement.compareTo(rotation) >= 0) {
            section.refuse(
                    "announcement-period", "must be shorter than rotation-period, " + Durations.describe(rotation));
        }
        return new KeySettings(
                masterKey(section, "master-key")
                        .orElseGet(() -> new KeySettings.MasterKey.InFile(data.resolve("master.key"))),
                masterKey(section, "previous-master-key"),
                rotation,
                announcement);
    }

    private static Optional<KeySettings.MasterKey> masterKey(Section section, String name) {
        Optional<Path> file = section.path(name + "-file");
        Optional<String> key = section.text(name);
        if (key.isEmpty()) {
            return file.map(KeySettings.MasterKey.InFile::new);
        }
        if (file.isPresent()) {
            section.refuse(name, "cannot stand beside " + name + "-file; keep one of them");
        }
        if (!isKey(key.get())) {
            section.refuse(
                    name, "must be 32 octets in hexadecimal digits or base64; openssl rand -hex 32 makes such a key");
        }
        return Optional.of(new KeySettings.MasterKey.Given(Secret.of(key.get())));
    }

    private static boolean isKey(String text) {
        return text.matches("[0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?");
    }

    private static SessionSettings sessions(Section section) {
        Duration lifetime = section.duration("lifetime").orElse(Duration.ofDays(30));
        Duration usual = Duration.ofDays(3);
        Duration idle = section.duration("idle-lifetime").orElse(lifetime.compareTo(usual) < 0 ? lifetime : usual);
        if (idle.compareTo(lifetime) > 0) {
            section.refuse("idle-lifetime", "must not be longer than lifetime, " + Durations.describe(lifetime));
        }
        return new SessionSettings(lifetime, idle);
    }

    private static OutboundSettings outbound(Section section, Issuer issuer) {
        OutboundSettings usual = OutboundSettings.usual(issuer);
        return new OutboundSettings(
                usual.plainHttp(),
                section.list("allowed-networks", Network::parse).orElse(usual.allowedNetworks()),
                section.file("trusted-certificates"));
    }

    private static Features features(Section section) {
        return new Features(Arrays.stream(Feature.values())
                .filter(feature -> section.bool(feature.key()).orElse(true))
                .collect(Collectors.toSet()));
    }

    private static ThemeSettings theme(Section section) {
        return new ThemeSettings(
                section.parsed("service-name", ConfigurationReader::serviceName).orElse("Symbolon"),
                file(section, "stylesheet", "css"),
                file(section, "logo", "svg|png|jpg|jpeg"));
    }

    private static String serviceName(String text) {
        if (text.isBlank() || text.length() > 60 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must have 1 to 60 characters on one line");
        }
        return text.strip();
    }

    private static Optional<Path> file(Section section, String key, String endings) {
        Optional<Path> file = section.file(key);
        file.ifPresent(path -> {
            if (!path.toString().matches("(?i).*\\.(" + endings + ")")) {
                section.refuse(key, "must end with ." + endings.replace("|", ", ."));
            } else if (path.toFile().length() > MOST_OCTETS) {
                section.refuse(key, "is longer than " + MOST_OCTETS + " octets");
            }
        });
        return file;
    }
}
