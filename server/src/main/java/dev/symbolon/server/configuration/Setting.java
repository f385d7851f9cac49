package dev.symbolon.server.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One thing that can be set.
 *
 * @param key where it stands in the file, for instance {@code storage.pool-size}
 * @param rivals the keys that it puts out of force where it is set with higher precedence
 */
record Setting(String key, Form form, Set<String> rivals) {

    enum Form {
        VALUE,
        LIST,
        SECRET
    }

    private static final List<Setting> OF_THE_PROVIDER = List.of(
            value("issuer"),
            value("data"),
            value("listener.host"),
            value("listener.port"),
            list("listener.trusted-proxies"),
            value("listener.certificate-file"),
            value("listener.key-file"),
            value("listener.drain"),
            value("mtls.port"),
            value("mtls.host"),
            value("mtls.certificate-file"),
            value("mtls.key-file"),
            value("mtls.address"),
            value("mtls.at-listener"),
            value("mtls.certificate-header"),
            value("mtls.client-authorities"),
            value(
                    "storage.file",
                    "storage.url",
                    "storage.user",
                    "storage.password",
                    "storage.password-file",
                    "storage.pool-size"),
            value("storage.url", "storage.file"),
            value("storage.user"),
            new Setting("storage.password", Form.SECRET, Set.of("storage.password-file")),
            value("storage.password-file", "storage.password"),
            value("storage.pool-size"),
            value("storage.keep-expired"),
            new Setting("keys.master-key", Form.SECRET, Set.of("keys.master-key-file")),
            value("keys.master-key-file", "keys.master-key"),
            new Setting("keys.previous-master-key", Form.SECRET, Set.of("keys.previous-master-key-file")),
            value("keys.previous-master-key-file", "keys.previous-master-key"),
            value("keys.rotation-period"),
            value("keys.announcement-period"),
            value("sessions.lifetime"),
            value("sessions.idle-lifetime"),
            value("theme.service-name"),
            value("theme.stylesheet"),
            value("theme.logo"),
            value("management.host"),
            value("management.port"),
            list("outbound.allowed-networks"),
            value("outbound.trusted-certificates"),
            value("registration.open"),
            new Setting(
                    "registration.initial-access-token", Form.SECRET, Set.of("registration.initial-access-token-file")),
            value("registration.initial-access-token-file", "registration.initial-access-token"),
            value("registration.most-clients"),
            list("registration.apis"),
            list("registration.grant-types"),
            value("registration.logos"),
            list("registration.software-statement-issuers"),
            value("registration.software-statement-required"),
            list("registration.document-hosts"),
            list("registration.document-apis"),
            value("registration.secret-overlap"),
            value("tracing.endpoint"),
            value("tracing.ratio"),
            value("log.format"),
            value("log.level"),
            list("manifests"));

    static final List<Setting> ALL = Stream.concat(
                    OF_THE_PROVIDER.stream(),
                    Arrays.stream(Feature.values()).map(feature -> value("features." + feature.key())))
            .toList();

    private static Setting value(String key, String... rivals) {
        return new Setting(key, Form.VALUE, Set.of(rivals));
    }

    private static Setting list(String key) {
        return new Setting(key, Form.LIST, Set.of());
    }

    /** The environment variable that sets it, for instance {@code SYMBOLON_STORAGE_POOL_SIZE}. */
    String variable() {
        return "SYMBOLON_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The flag that sets it, for instance {@code --storage-pool-size}. */
    String flag() {
        return "--" + key.replace('.', '-');
    }

    /** The section that it is in; empty at the top. */
    String section() {
        return key.substring(0, Math.max(key.indexOf('.'), 0));
    }

    /** Its key within the section. */
    String name() {
        return key.substring(key.indexOf('.') + 1);
    }

    /** The keys that a section knows; those at the top for the empty name. */
    static List<String> keysOf(String section) {
        if (section.isEmpty()) {
            return ALL.stream()
                    .map(setting -> setting.section().isEmpty() ? setting.name() : setting.section())
                    .distinct()
                    .toList();
        }
        return ALL.stream()
                .filter(setting -> setting.section().equals(section))
                .map(Setting::name)
                .toList();
    }
}
