package dev.symbolon.server.manifest;

import static dev.symbolon.protocol.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.protocol.GrantType.CIBA;
import static dev.symbolon.protocol.GrantType.CLIENT_CREDENTIALS;
import static dev.symbolon.protocol.GrantType.DEVICE_CODE;
import static dev.symbolon.protocol.GrantType.IMPLICIT;
import static dev.symbolon.protocol.GrantType.JWT_BEARER;
import static dev.symbolon.protocol.GrantType.REFRESH_TOKEN;
import static dev.symbolon.protocol.GrantType.TOKEN_EXCHANGE;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.SignInDefaults;
import dev.symbolon.server.configuration.Durations;
import dev.symbolon.server.configuration.Section;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads which flows a client may use. Response types and grant types follow from one another (OIDC Registration §2), so that it
 * is enough to name one of them; {@code implicit} never needs to be named.
 */
final class FlowsReader {

    private static final Set<ResponseMode> FOR_ALL =
            Set.of(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST);
    private static final List<ResponseType> USUAL = List.of(ResponseType.CODE, ResponseType.CODE_ID_TOKEN);

    private static final int MOST_ACR_VALUES = 10;
    private static final int MOST_REQUEST_URIS = 50;

    private final Section section;
    private final ClientAuthenticationMethod method;
    private final Profile profile;

    FlowsReader(Section section, ClientAuthenticationMethod method, Profile profile) {
        this.section = section;
        this.method = method;
        this.profile = profile;
    }

    ClientFlows read() {
        Optional<List<GrantType>> named =
                section.list("grant-types", GrantType::parse).or(this::grantTypesOfProfile);
        List<ResponseType> responseTypes = section.list("response-types", ResponseType::parse)
                .orElse(usesTheBrowser(named) ? usualTypes() : List.of());
        Set<GrantType> grantTypes = EnumSet.noneOf(GrantType.class);
        grantTypes.addAll(named.orElse(grantTypesOf(responseTypes)));
        checkGrants(grantTypes, responseTypes);
        if (responseTypes.stream().anyMatch(ResponseType::carriesTokens)) {
            grantTypes.add(IMPLICIT);
        }
        warnOfFrontChannelTokens(responseTypes);
        return new ClientFlows(
                grantTypes,
                Set.copyOf(responseTypes),
                responseModes(),
                pkceRequired(),
                signIn(),
                requests(),
                new ExchangeReader(section).read(grantTypes),
                new BackchannelReader(section, method, profile).read(grantTypes));
    }

    private List<ResponseType> usualTypes() {
        return profile == Profile.NONE ? USUAL : profile.responseTypes();
    }

    private Optional<List<GrantType>> grantTypesOfProfile() {
        return profile.bindsBackchannelRequests() && !section.has("response-types")
                ? Optional.of(List.of(CIBA, REFRESH_TOKEN))
                : Optional.empty();
    }

    private static boolean usesTheBrowser(Optional<List<GrantType>> named) {
        return named.map(types -> types.contains(AUTHORIZATION_CODE)).orElse(true);
    }

    private static List<GrantType> grantTypesOf(List<ResponseType> responseTypes) {
        boolean yieldsCodes = responseTypes.stream().anyMatch(type -> type.includes(Part.CODE));
        return yieldsCodes ? List.of(AUTHORIZATION_CODE, REFRESH_TOKEN) : List.of();
    }

    private void checkGrants(Set<GrantType> grantTypes, List<ResponseType> responseTypes) {
        boolean yieldsCodes = responseTypes.stream().anyMatch(type -> type.includes(Part.CODE));
        if (yieldsCodes && !grantTypes.contains(AUTHORIZATION_CODE)) {
            section.refuse("grant-types", "must have authorization_code, since there is a response type with code");
        }
        if (!yieldsCodes && grantTypes.contains(AUTHORIZATION_CODE)) {
            section.refuse(
                    "response-types", "must have one with code, since there is the grant type authorization_code");
        }
        boolean yieldsRefreshTokens =
                Stream.of(AUTHORIZATION_CODE, DEVICE_CODE, CIBA).anyMatch(grantTypes::contains);
        if (grantTypes.contains(REFRESH_TOKEN) && !yieldsRefreshTokens) {
            section.refuse(
                    "grant-types",
                    "must have authorization_code or " + DEVICE_CODE + " or " + CIBA
                            + ", which refresh_token comes from");
        }
        if (method == ClientAuthenticationMethod.NONE) {
            Stream.of(CLIENT_CREDENTIALS, TOKEN_EXCHANGE, JWT_BEARER)
                    .filter(grantTypes::contains)
                    .forEach(type ->
                            section.refuse("grant-types", "must not have " + type + ", since authentication is none"));
        }
    }

    private void warnOfFrontChannelTokens(List<ResponseType> responseTypes) {
        responseTypes.stream()
                .filter(type -> type.includes(Part.TOKEN))
                .findFirst()
                .ifPresent(type -> section.warn(
                        "response-types",
                        type.toString(),
                        "sends access tokens through the browser, which RFC 9700 §2.1.2 advises against"));
    }

    private Set<ResponseMode> responseModes() {
        Set<ResponseMode> modes = EnumSet.copyOf(FOR_ALL);
        modes.addAll(section.list("response-modes", ResponseMode::parse).orElse(List.of()));
        return modes;
    }

    private SignInDefaults signIn() {
        List<String> acrValues =
                section.list("default-acr-values", FlowsReader::acrValue).orElse(List.of());
        if (acrValues.size() > MOST_ACR_VALUES) {
            section.refuse("default-acr-values", "must be at most " + MOST_ACR_VALUES);
        }
        return new SignInDefaults(
                section.parsed("default-max-age", FlowsReader::age),
                acrValues,
                section.bool("require-auth-time").orElse(false));
    }

    private static Duration age(String text) {
        return text.equals("0s") ? Duration.ZERO : Durations.parse(text);
    }

    private static String acrValue(String text) {
        if (text.isEmpty() || text.length() > 200 || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("must have 1 to 200 characters of ASCII and no space");
        }
        return text;
    }

    private ClientRequests requests() {
        boolean signed = section.bool("require-signed-request-object").orElse(profile.signsRequests());
        if (signed && ManifestKeys.KEYS.stream().noneMatch(section::has)) {
            section.refuse(
                    "require-signed-request-object",
                    "needs the public keys of the client; write jwks, jwks-file or jwks-uri");
        }
        Set<String> uris =
                Set.copyOf(section.list("request-uris", FlowsReader::requestUri).orElse(List.of()));
        if (uris.size() > MOST_REQUEST_URIS) {
            section.refuse("request-uris", "must be at most " + MOST_REQUEST_URIS);
        }
        return new ClientRequests(
                signed,
                section.bool("require-pushed-authorization-requests").orElse(profile.isFapi2()),
                section.parsed("request-object-signing-alg", FlowsReader::algorithm),
                uris,
                Set.copyOf(section.list("authorization-details-types", DetailTypesReader::typeName)
                        .orElse(List.of())),
                profile);
    }

    private static String requestUri(String text) {
        return WebUri.parseWithFragment(text).toString();
    }

    static SigningAlgorithm algorithm(String text) {
        return SigningAlgorithm.find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be an asymmetric signature algorithm, such as ES256 or PS256"));
    }

    private boolean pkceRequired() {
        Optional<Boolean> required = section.bool("require-pkce");
        boolean isPublic = method == ClientAuthenticationMethod.NONE;
        if (isPublic && !required.orElse(true)) {
            section.refuse("require-pkce", "must be true, since authentication is none");
        }
        return isPublic || required.orElse(profile.isFapi2());
    }
}
