package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.SignInDefaults;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads which flows an application is going to use. What its response types need among grant types is added (OIDC Registration §2).
 *
 * @param others the grants that the settings allow beyond those that a browser takes part in
 * @param detailTypes what the APIs that it may ask can be asked for in detail
 */
record FlowsMetadata(
        JsonObject metadata,
        ClientCredentials credentials,
        Set<GrantType> others,
        Set<String> detailTypes,
        Profile profile) {

    private static final Set<GrantType> FOR_ALL =
            EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN);
    private static final Set<GrantType> IN_BROWSER = EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT);
    private static final int MOST_REQUEST_URIS = 20;
    private static final int MOST_ACR_VALUES = 10;
    private static final long LONGEST_MAX_AGE = 315_360_000;

    ClientFlows read() {
        Set<GrantType> grantTypes = grantTypes();
        Set<ResponseType> responseTypes = responseTypes(grantTypes);
        if (responseTypes.stream().anyMatch(type -> type.includes(Part.CODE))) {
            grantTypes.add(GrantType.AUTHORIZATION_CODE);
        }
        if (responseTypes.stream().anyMatch(ResponseType::carriesTokens)) {
            grantTypes.add(GrantType.IMPLICIT);
        }
        return new ClientFlows(
                grantTypes,
                responseTypes,
                EnumSet.of(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST),
                credentials.isPublic() || profile.isFapi2(),
                signIn(),
                requests(),
                ClientExchange.NONE,
                new BackchannelMetadata(metadata, credentials, profile).read(grantTypes));
    }

    private SignInDefaults signIn() {
        Optional<Long> maxAge = metadata.number("default_max_age");
        if (maxAge.filter(seconds -> seconds < 0 || seconds > LONGEST_MAX_AGE).isPresent()) {
            throw refused("default_max_age must be a number of seconds from 0 to " + LONGEST_MAX_AGE);
        }
        List<String> acrValues = metadata.strings("default_acr_values");
        if (acrValues.size() > MOST_ACR_VALUES || acrValues.stream().anyMatch(value -> value.length() > 200)) {
            throw refused("default_acr_values must be at most " + MOST_ACR_VALUES + " of at most 200 characters");
        }
        return new SignInDefaults(
                maxAge.map(Duration::ofSeconds),
                acrValues,
                metadata.bool("require_auth_time").orElse(false));
    }

    /** Who names none has codes, unless it has other grants alone (RFC 7591 §2). */
    private Set<ResponseType> responseTypes(Set<GrantType> grantTypes) {
        if (metadata.has("response_types")) {
            return metadata.strings("response_types").stream()
                    .map(ResponseType::parse)
                    .collect(Collectors.toSet());
        }
        boolean elsewhere =
                grantTypes.stream().anyMatch(others::contains) && Collections.disjoint(grantTypes, IN_BROWSER);
        return elsewhere ? Set.of() : Set.of(profile.responseTypes().getFirst());
    }

    private Set<GrantType> grantTypes() {
        Set<GrantType> types = EnumSet.noneOf(GrantType.class);
        for (String name : metadata.strings("grant_types")) {
            GrantType type = GrantType.parse(name);
            if (!FOR_ALL.contains(type) && !others.contains(type)) {
                throw refused("grant_types must not have " + type + " here");
            }
            if (type == GrantType.CLIENT_CREDENTIALS && credentials.isPublic()) {
                throw refused("grant_types must not have " + type + " if token_endpoint_auth_method is none");
            }
            types.add(type);
        }
        return types;
    }

    private ClientRequests requests() {
        boolean signed = metadata.bool("require_signed_request_object").orElse(profile.signsRequests());
        if (signed && credentials.keys() instanceof ClientKeys.None) {
            throw refused("require_signed_request_object needs jwks or jwks_uri");
        }
        List<String> uris = metadata.strings("request_uris");
        if (uris.size() > MOST_REQUEST_URIS) {
            throw refused("request_uris must be at most " + MOST_REQUEST_URIS);
        }
        uris.forEach(WebUri::parseWithFragment);
        return new ClientRequests(
                signed,
                metadata.bool("require_pushed_authorization_requests").orElse(profile.isFapi2()),
                metadata.string("request_object_signing_alg").flatMap(FlowsMetadata::algorithm),
                Set.copyOf(uris),
                askedInDetail(),
                profile);
    }

    /** What it may ask for in detail at the APIs that it may ask at all (RFC 9396 §10). */
    private Set<String> askedInDetail() {
        Set<String> asked = Set.copyOf(metadata.strings("authorization_details_types"));
        if (!detailTypes.containsAll(asked)) {
            throw refused("authorization_details_types must be among " + detailTypes);
        }
        return asked;
    }

    private static Optional<SigningAlgorithm> algorithm(String name) {
        SigningAlgorithm algorithm = SigningAlgorithm.find(name)
                .orElseThrow(
                        () -> refused("request_object_signing_alg must be an asymmetric algorithm, such as ES256"));
        return Optional.of(algorithm);
    }
}
