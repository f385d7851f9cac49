package dev.symbolon.client;

import dev.symbolon.client.internal.Cached;
import dev.symbolon.client.internal.Http;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;

/** What the provider publishes of itself: its metadata (OIDC Discovery §4) and its keys, both fetched when needed. */
final class Provider {

    private static final Cached.Ages METADATA_AGES =
            new Cached.Ages(Duration.ofHours(1), Duration.ofDays(1), Duration.ofSeconds(10));
    private static final Cached.Ages KEYS_AGES =
            new Cached.Ages(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(10));

    private final Issuer issuer;
    private final boolean byCertificate;
    private final Http http;
    private final Cached<ProviderMetadata> metadata;
    private final Cached<Keys> keys;

    /** The keys that the provider signs with, and those that it decrypts with. */
    private record Keys(VerificationKeys signing, EncryptionKeys encryption) {}

    /** @param byCertificate whether the application shows a certificate, for which there may be other endpoints */
    Provider(Issuer issuer, boolean byCertificate, Http http, InstantSource clock) {
        this.issuer = issuer;
        this.byCertificate = byCertificate;
        this.http = http;
        this.metadata = new Cached<>(this::fetchMetadata, METADATA_AGES, clock);
        this.keys = new Cached<>(this::fetchKeys, KEYS_AGES, clock);
    }

    ProviderMetadata metadata() {
        return metadata.get();
    }

    /** Where the application itself calls (RFC 8705 §5). */
    ProviderMetadata endpoints() {
        return byCertificate ? metadata().forMutualTls() : metadata();
    }

    /** Verifies a signature; if the key is not known, once more with the keys of this moment. */
    Verification verify(String jwt, Set<SigningAlgorithm> algorithms) {
        Verification verification = keys.get().signing().verify(jwt, algorithms);
        return verification instanceof Verification.UnknownKey
                ? keys.renewed().signing().verify(jwt, algorithms)
                : verification;
    }

    /** Encrypts a signed request for the provider; if it has no key for that, once more with the keys of this moment (RFC 9101 §6.1). */
    String encrypt(String jwt, JweAlgorithms algorithms) {
        if (!readsRequests(algorithms)) {
            throw invalid("the provider reads no requests that are encrypted by " + algorithms);
        }
        return keys.get()
                .encryption()
                .encrypt(jwt, algorithms)
                .or(() -> keys.renewed().encryption().encrypt(jwt, algorithms))
                .orElseThrow(() -> new OpenIdFailure.Invalid(
                        Reason.KEYS_INVALID, "the provider publishes no key to encrypt requests for by " + algorithms));
    }

    private boolean readsRequests(JweAlgorithms algorithms) {
        try {
            return metadata().readsRequests(algorithms);
        } catch (JsonException e) {
            throw invalid(e.getMessage());
        }
    }

    private ProviderMetadata fetchMetadata() {
        return checked(issuer, fetch(issuer.resolve("/.well-known/openid-configuration")));
    }

    /** The document as metadata of that issuer, whose endpoints are no less secure than itself (OIDC Discovery §4.3). */
    static ProviderMetadata checked(Issuer issuer, String document) {
        try {
            ProviderMetadata found = ProviderMetadata.of(JsonObject.parse(document));
            if (!found.issuer().equals(issuer)) {
                throw invalid("the document names the issuer " + found.issuer() + " and not " + issuer);
            }
            Stream<URI> all = Stream.concat(endpoints(found), endpoints(found.forMutualTls()));
            if (issuer.isSecure() && all.anyMatch(uri -> !"https".equals(uri.getScheme()))) {
                throw invalid("an endpoint of " + issuer + " is not reached by https");
            }
            return found;
        } catch (JsonException e) {
            throw invalid(e.getMessage());
        }
    }

    private static Stream<URI> endpoints(ProviderMetadata metadata) {
        Stream<URI> required =
                Stream.of(metadata.authorizationEndpoint(), metadata.tokenEndpoint(), metadata.jwksUri());
        Stream<URI> optional = Stream.of(
                        metadata.userinfoEndpoint(),
                        metadata.endSessionEndpoint(),
                        metadata.revocationEndpoint(),
                        metadata.pushedAuthorizationRequestEndpoint())
                .flatMap(java.util.Optional::stream);
        return Stream.concat(required, optional);
    }

    private static OpenIdFailure invalid(String detail) {
        return new OpenIdFailure.Invalid(Reason.METADATA_INVALID, detail);
    }

    private Keys fetchKeys() {
        try {
            JsonObject document = JsonObject.parse(fetch(metadata().jwksUri()));
            if (!document.has("keys")) {
                throw new JsonException("the document has no keys");
            }
            return new Keys(VerificationKeys.of(document), EncryptionKeys.of(document));
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(Reason.KEYS_INVALID, e.getMessage());
        }
    }

    private String fetch(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json")
                    .build();
            Http.Answer answer = http.send(request);
            if (answer.status() != 200) {
                throw new OpenIdFailure.Unreachable(uri + " answers with status " + answer.status());
            }
            return answer.body();
        } catch (IOException e) {
            throw new OpenIdFailure.Unreachable(uri + ": " + e.getMessage(), e);
        }
    }
}
