package dev.symbolon.server.configuration;

import dev.symbolon.server.configuration.MtlsSettings.MtlsListener;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads where clients show certificates. */
record MtlsReader(Section section, ListenerSettings everybodys) {

    private static final String HEADER = "certificate-header";
    private static final String AUTHORITIES = "client-authorities";

    MtlsSettings read() {
        TlsReader files = new TlsReader(section);
        boolean atListener = section.bool("at-listener").orElse(false);
        if (atListener && everybodys.tls().isEmpty()) {
            section.refuse(
                    "at-listener", "needs listener.certificate-file: whoever shows a certificate does so by TLS");
        }
        Optional<String> header = section.parsed(HEADER, MtlsReader::fieldName);
        if (header.isPresent() && everybodys.trustedProxies().isEmpty()) {
            section.refuse(HEADER, "needs listener.trusted-proxies: nobody else is believed");
        }
        MtlsSettings settings = new MtlsSettings(
                atListener,
                listener(files),
                header,
                section.parsed("address", MtlsReader::address),
                section.file(AUTHORITIES)
                        .filter(file -> files.certificates(AUTHORITIES, file).isPresent()));
        refuseIdle(settings);
        return settings;
    }

    private Optional<MtlsListener> listener(TlsReader files) {
        Optional<Integer> port = section.number("port", 0, 65_535);
        Optional<String> host = section.parsed("host", ListenerSettings::host);
        Optional<TlsSettings> own = files.read();
        if (!section.has("port")) {
            List.of("host", "certificate-file", "key-file").stream()
                    .filter(section::has)
                    .forEach(key -> section.refuse(key, "is for a listener of its own, and needs mtls.port"));
            return Optional.empty();
        }
        Optional<TlsSettings> tls = section.has("certificate-file") ? own : own.or(everybodys::tls);
        if (tls.isEmpty() && !section.has("certificate-file") && !section.has("key-file")) {
            section.refuse("port", "needs mtls.certificate-file and mtls.key-file, or those of the listener");
        }
        if (!section.has("address")) {
            section.refuse("address", "is missing: clients must be told where to show their certificates");
        }
        return port.flatMap(
                number -> tls.map(present -> new MtlsListener(host.orElse(everybodys.host()), number, present)));
    }

    private void refuseIdle(MtlsSettings settings) {
        if (!settings.isOn() && !section.has("port") && !section.has(HEADER)) {
            List.of("address", AUTHORITIES).stream()
                    .filter(section::has)
                    .forEach(key -> section.refuse(
                            key, "needs mtls.port, mtls.at-listener or mtls.certificate-header as well"));
        }
    }

    private static String fieldName(String text) {
        if (!text.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("must be the name of a header field, such as Client-Cert");
        }
        if (List.of("authorization", "cookie", "forwarded", "x-forwarded-for", "dpop", "host")
                .contains(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("must be a field that has no other meaning, such as Client-Cert");
        }
        return text;
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            boolean isOrigin = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && text.equals("https://" + address.getRawAuthority())
                    && address.getRawUserInfo() == null;
            if (isOrigin) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(noAddress(), e);
        }
        throw new IllegalArgumentException(noAddress());
    }

    private static String noAddress() {
        return "must be https:// and a host, such as https://mtls.id.example.org, without a path";
    }
}
