package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** Asks the issuer's introspection endpoint, which its discovery document names (RFC 7662 §2.1, RFC 8414 §2). */
final class IssuerIntrospection implements IntrospectedTokens.Question {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Issuer issuer;
    private final Introspection settings;
    private final AccessTokenClaims claims;
    private final JsonFetcher fetcher;
    private final InstantSource clock;
    private volatile Optional<Found> endpoint = Optional.empty();

    private record Found(URI address, Instant at) {}

    IssuerIntrospection(Issuer issuer, Introspection settings, AccessTokenClaims claims, InstantSource clock) {
        this.issuer = issuer;
        this.settings = settings;
        this.claims = claims;
        this.fetcher = new JsonFetcher(settings.timeout());
        this.clock = clock;
    }

    @Override
    public Caller ask(String token) throws IOException {
        Parameters form = Parameters.none().with("token", token).with("token_type_hint", "access_token");
        JsonObject answer = fetcher.post(endpoint(), form, credentials());
        try {
            if (!answer.bool("active").orElse(false)) {
                throw AccessTokenClaims.invalid("the token is not active, or not for this API");
            }
            return claims.checkIntrospected(answer, clock.instant());
        } catch (JsonException e) {
            throw new IOException("the issuer's introspection answer is malformed: " + e.getMessage(), e);
        }
    }

    private URI endpoint() throws IOException {
        Instant now = clock.instant();
        Optional<Found> known = endpoint.filter(found -> now.isBefore(found.at().plus(KEPT)));
        if (known.isPresent()) {
            return known.get().address();
        }
        URI address = discovered();
        endpoint = Optional.of(new Found(address, now));
        return address;
    }

    private URI discovered() throws IOException {
        ProviderMetadata metadata;
        Optional<URI> address;
        try {
            metadata = ProviderMetadata.of(fetcher.fetch(issuer.resolve("/.well-known/openid-configuration")));
            address = metadata.introspectionEndpoint();
        } catch (JsonException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (!metadata.issuer().equals(issuer)) {
            throw new IOException("its discovery document is that of another issuer");
        }
        return address.filter(uri -> !issuer.isSecure() || "https".equals(uri.getScheme()))
                .orElseThrow(() -> new IOException("its discovery document names no introspection endpoint by https"));
    }

    /** Id and secret form-encoded, as the user and password of HTTP Basic (RFC 6749 §2.3.1). */
    private String credentials() {
        String pair = encoded(settings.clientId().value()) + ":"
                + encoded(settings.secret().reveal());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
