package dev.symbolon.server.endpoint.discovery;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthenticationDemands;
import dev.symbolon.server.claim.IdentityScopes;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.token.IdTokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The provider metadata (OIDC Discovery §3, RFC 8414 §2), derived from what is served. */
public final class DiscoveryEndpoint implements Endpoint {

    /** The endpoints at which clients prove who they are, or that a token is theirs. */
    private static final List<String> CALLED_BY_CLIENTS = List.of(
            "token_endpoint",
            "revocation_endpoint",
            "introspection_endpoint",
            "device_authorization_endpoint",
            "pushed_authorization_request_endpoint",
            "backchannel_authentication_endpoint",
            "userinfo_endpoint");

    private final Issuer issuer;
    private final JsonObject metadata;
    private final Supplier<JsonObject> declared;
    private volatile Optional<Answer> last = Optional.empty();

    /** @param declared what it was made of besides what never changes */
    private record Answer(JsonObject declared, HttpResponse response) {}

    /**
     * @param algorithms those that the provider signs with
     * @param offers those that are switched on
     * @param mtls where clients show certificates
     * @param declared what an operator may change while the provider runs
     */
    public DiscoveryEndpoint(
            Issuer issuer,
            Served served,
            List<SigningAlgorithm> algorithms,
            List<Offer> offers,
            MtlsSettings mtls,
            Supplier<JsonObject> declared) {
        this.issuer = issuer;
        JsonObject always = endpoints()
                .with(flows(served))
                .with(signedResponses(served, algorithms))
                .with(tokens(algorithms))
                .with(features(served));
        for (Offer offer : offers) {
            always = always.with(offer.metadata());
        }
        this.metadata = always.with(mutualTls(always, mtls));
        this.declared = declared;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<Answer> known = last;
        JsonObject now = declaredNow(known);
        if (known.isPresent() && known.get().declared().equals(now)) {
            return known.get().response();
        }
        HttpResponse response =
                HttpResponse.json(200, metadata.with(now)).withHeader("Cache-Control", "public, max-age=3600");
        last = Optional.of(new Answer(now, response));
        return response;
    }

    /** While the database is away, what was declared before still counts: clients find the provider all the same. */
    private JsonObject declaredNow(Optional<Answer> known) {
        try {
            return declared.get();
        } catch (StorageUnavailableException e) {
            return known.orElseThrow(() -> e).declared();
        }
    }

    private JsonObject endpoints() {
        return JsonObject.empty()
                .with("issuer", issuer)
                .with("authorization_endpoint", issuer.resolve("/authorize"))
                .with("token_endpoint", issuer.resolve("/oauth/token"))
                .with("userinfo_endpoint", issuer.resolve("/userinfo"))
                .with("jwks_uri", issuer.resolve("/.well-known/jwks.json"));
    }

    private static JsonObject flows(Served served) {
        List<GrantType> grantTypes = new ArrayList<>(served.grantTypes());
        grantTypes.add(GrantType.IMPLICIT);
        return JsonObject.empty()
                .with("response_types_supported", texts(ResponseType.ALL))
                .with("response_modes_supported", responseModes(served))
                .with("grant_types_supported", texts(grantTypes))
                .with("token_endpoint_auth_methods_supported", texts(served.clientAuthenticationMethods()))
                .with("code_challenge_methods_supported", List.of("S256"))
                .with(
                        "prompt_values_supported",
                        Arrays.stream(Prompt.values()).map(Prompt::value).toList());
    }

    private static List<String> responseModes(Served served) {
        List<String> names = new ArrayList<>(texts(served.responseModes()));
        if (served.signsResponses()) {
            names.add(ResponseMode.JWT);
        }
        return names;
    }

    private static JsonObject signedResponses(Served served, List<SigningAlgorithm> algorithms) {
        return served.signsResponses()
                ? JsonObject.empty().with("authorization_signing_alg_values_supported", texts(algorithms))
                : JsonObject.empty();
    }

    private static JsonObject tokens(List<SigningAlgorithm> algorithms) {
        List<String> claims = new ArrayList<>(List.of(
                "iss",
                "aud",
                "exp",
                "iat",
                "jti",
                "auth_time",
                "nonce",
                "acr",
                "amr",
                "sid",
                "c_hash",
                "at_hash",
                "s_hash"));
        claims.addAll(IdentityScopes.claims());
        return JsonObject.empty()
                .with("subject_types_supported", texts(List.of(SubjectType.PUBLIC)))
                .with("id_token_signing_alg_values_supported", texts(algorithms))
                .with("userinfo_signing_alg_values_supported", texts(algorithms))
                .with("scopes_supported", List.copyOf(IdentityScopes.all().values()))
                .with("claim_types_supported", List.of("normal"))
                .with("claims_supported", claims)
                .with("acr_values_supported", List.of(IdTokens.ACR));
    }

    private static JsonObject features(Served served) {
        return JsonObject.empty()
                .with("authorization_response_iss_parameter_supported", true)
                .with("claims_parameter_supported", served.claimsParameter())
                .with("request_parameter_supported", false)
                .with("request_uri_parameter_supported", false)
                .with("display_values_supported", AuthenticationDemands.DISPLAYS)
                .with("ui_locales_supported", List.of("en", "de"));
    }

    /** What RFC 8705 §3.3 and §5 add: people's pages have no other address, so that no browser is asked for a certificate there. */
    private static JsonObject mutualTls(JsonObject metadata, MtlsSettings mtls) {
        if (!mtls.isOn()) {
            return JsonObject.empty();
        }
        JsonObject bound = JsonObject.empty().with("tls_client_certificate_bound_access_tokens", true);
        return mtls.address().isPresent() ? bound.with("mtls_endpoint_aliases", aliases(metadata, mtls)) : bound;
    }

    private static JsonObject aliases(JsonObject metadata, MtlsSettings mtls) {
        JsonObject aliases = JsonObject.empty();
        for (String endpoint : CALLED_BY_CLIENTS) {
            aliases = aliases.with(
                    endpoint, metadata.string(endpoint).map(URI::create).flatMap(mtls::alias));
        }
        return aliases;
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
