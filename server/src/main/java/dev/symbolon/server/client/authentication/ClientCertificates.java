package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.jose.CertificateKeys;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/** Checks that the certificate of a connection is the one of a client (RFC 8705 §2). */
public final class ClientCertificates {

    private final ClientAuthorities authorities;
    private final Fetcher fetcher;
    private final InstantSource clock;

    public ClientCertificates(ClientAuthorities authorities, Fetcher fetcher, InstantSource clock) {
        this.authorities = authorities;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /** @throws OAuthException {@code invalid_client} if the client should have shown one, and has not */
    void check(Client client, Optional<ClientCertificate> shown) {
        if (!client.credentials().method().usesCertificate()) {
            return;
        }
        ClientCertificate certificate = shown.orElseThrow(() -> refused("the client has shown no certificate"));
        checkValidity(certificate.own());
        switch (client.credentials().method()) {
            case TLS_CLIENT_AUTH -> checkSubject(client, certificate);
            default -> checkRegistered(client, certificate.own());
        }
    }

    private void checkValidity(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (CertificateException e) {
            throw refused("the certificate of the client has expired, or is not valid yet");
        }
    }

    private void checkSubject(Client client, ClientCertificate certificate) {
        if (!authorities.vouchFor(certificate, clock.instant())) {
            throw refused("the certificate of the client is not one for clients by an authority that is trusted");
        }
        if (client.credentials()
                .certificateSubject()
                .filter(subject -> subject.isOf(certificate.own()))
                .isEmpty()) {
            throw refused("the certificate is not for the subject that the client is registered for, but for "
                    + certificate.own().getSubjectX500Principal());
        }
    }

    private void checkRegistered(Client client, X509Certificate certificate) {
        try {
            boolean known = switch (client.credentials().keys()) {
                case ClientKeys.None() -> false;
                case ClientKeys.Registered(var keys) -> know(keys.jwks(), certificate);
                case ClientKeys.Published(URI uri) -> isPublished(uri, certificate);
            };
            if (!known) {
                throw refused("the client is registered for another certificate");
            }
        } catch (FetchException | JsonException e) {
            throw refused("the keys of the client cannot be had: " + e.getMessage());
        }
    }

    private boolean isPublished(URI uri, X509Certificate certificate) {
        return know(fetcher.get(uri, Expectation.KEY_SET).body(), certificate)
                || know(fetcher.renew(uri, Expectation.KEY_SET).body(), certificate);
    }

    private static boolean know(String jwks, X509Certificate certificate) {
        return CertificateKeys.of(JsonObject.parse(jwks)).know(certificate);
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_CLIENT, detail);
    }
}
