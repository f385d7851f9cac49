package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ListenerSettings;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.MtlsSettings.MtlsListener;
import dev.symbolon.server.configuration.TlsSettings;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.Tls;
import dev.symbolon.server.http.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the provider listens, as the configuration says. */
record Listeners(Configuration configuration) {

    /** The settings that name the files with the listeners' certificates. */
    static final String OF_EVERYBODY = "listener.certificate-file";

    static final String OF_CLIENTS = "mtls.certificate-file";

    private static final Duration SOON = Duration.ofDays(14);

    private MtlsSettings mtls() {
        return configuration.protocol().mtls();
    }

    /** The listener of everybody. */
    Listener main() {
        ListenerSettings settings = configuration.listener();
        return listener(settings.host(), settings.port(), settings.tls().map(tls -> tls(tls, mtls().atListener())));
    }

    /** The listener of clients with certificates, if they have one of their own. */
    Optional<Listener> ofCertificates() {
        return mtls().listener().map(this::ofCertificates);
    }

    private Listener ofCertificates(MtlsListener settings) {
        return listener(settings.host(), settings.port(), Optional.of(tls(settings.tls(), true)));
    }

    /** What is amiss with the certificates that listeners have now. */
    List<String> doubts(Instant now) {
        List<String> doubts = new ArrayList<>();
        main().tls().ifPresent(tls -> doubts.addAll(doubts(OF_EVERYBODY, own(tls), now)));
        ofCertificates().flatMap(Listener::tls).ifPresent(tls -> doubts.addAll(doubts(OF_CLIENTS, own(tls), now)));
        return doubts;
    }

    private static List<String> doubts(String setting, X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        String which = "the certificate of " + setting + ", " + certificate.getSubjectX500Principal() + ", ";
        if (!now.isBefore(end)) {
            return List.of(which + "has expired at " + end);
        }
        return now.plus(SOON).isAfter(end) ? List.of(which + "expires soon, at " + end) : List.of();
    }

    private static X509Certificate own(Tls tls) {
        try {
            return tls.read().own();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Listener listener(String host, int port, Optional<Tls> tls) {
        TrustedProxies proxies =
                new TrustedProxies(configuration.listener().trustedProxies(), mtls().certificateHeader());
        return new Listener(host, port, Limits.DEFAULT, proxies, tls);
    }

    private static Tls tls(TlsSettings settings, boolean asksForCertificate) {
        return new Tls(settings.certificateFile(), settings.keyFile(), asksForCertificate);
    }
}
