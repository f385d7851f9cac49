package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.CodeChallenge;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.AuthenticationDemands;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.authorization.ClaimPermissions;
import dev.symbolon.server.authorization.ClaimsRequest;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.authorization.RequestBindings;
import dev.symbolon.server.claim.ClaimLanguages;
import dev.symbolon.server.claim.IdentityScopes;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.SignInDefaults;
import dev.symbolon.server.endpoint.PermissionsReader;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.ProofOfPossession;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an authorization request out of its parameters (OIDC Core §3.1.2.1): strings end here. */
public final class RequestReader {

    private static final int MOST_CHARACTERS = 5_000;

    private final PermissionsReader permissions;
    private final IdTokens idTokens;
    private final ProofOfPossession possession;
    private final boolean claimsParameter;

    /** @param claimsParameter whether {@code claims} is read; it is passed over otherwise */
    public RequestReader(
            PermissionsReader permissions, IdTokens idTokens, ProofOfPossession possession, boolean claimsParameter) {
        this.permissions = permissions;
        this.idTokens = idTokens;
        this.possession = possession;
        this.claimsParameter = claimsParameter;
    }

    AuthorizationRequest read(Parameters parameters, Client client, ResponseTarget target) {
        parameters.refuseRepeated(Set.of("resource"));
        refuseUnsupported(parameters);
        refuseTooLong(parameters);
        ResponseType type = parameters.required("response_type", ResponseType::parse);
        ClaimsRequest claims = claims(parameters);
        return new AuthorizationRequest(
                client.id(),
                target.redirectUri(),
                type,
                parameters
                        .optional("response_mode", mode -> ResponseMode.parse(mode, type))
                        .orElse(type.defaultMode()),
                withClaims(permissions.read(parameters, client, type.includes(ResponseType.Part.CODE)), claims),
                bindings(parameters),
                demands(parameters, claims, client.flows().signIn()));
    }

    /** What is kept of the request must fit into an address. Of a hint only the subject is kept. */
    private static void refuseTooLong(Parameters parameters) {
        if (parameters.without("id_token_hint").encoded().length() > MOST_CHARACTERS) {
            throw OAuthException.invalidRequest(
                    "the request must have at most " + MOST_CHARACTERS + " characters besides id_token_hint");
        }
    }

    private static void refuseUnsupported(Parameters parameters) {
        refuse(parameters, "registration", ErrorCode.REGISTRATION_NOT_SUPPORTED);
    }

    private static void refuse(Parameters parameters, String name, ErrorCode error) {
        if (parameters.one(name).isPresent()) {
            throw new OAuthException(
                    error, "the parameter " + name + " is not supported; send the parameters themselves");
        }
    }

    private RequestBindings bindings(Parameters parameters) {
        return new RequestBindings(
                parameters.optional("state", State::parse),
                parameters.optional("nonce", Nonce::parse),
                codeChallenge(parameters),
                possession.announced(parameters));
    }

    private static Optional<CodeChallenge> codeChallenge(Parameters parameters) {
        Optional<CodeChallenge> challenge = parameters.optional("code_challenge", CodeChallenge::parse);
        Optional<String> method = parameters.one("code_challenge_method");
        if (challenge.isPresent() && method.filter("S256"::equals).isEmpty()) {
            throw OAuthException.invalidRequest("code_challenge_method must be S256");
        }
        if (challenge.isEmpty() && method.isPresent()) {
            throw OAuthException.invalidRequest("there is a code_challenge_method but no code_challenge");
        }
        return challenge;
    }

    private ClaimsRequest claims(Parameters parameters) {
        return claimsParameter
                ? parameters.optional("claims", ClaimsReader::parse).orElse(ClaimsRequest.NONE)
                : ClaimsRequest.NONE;
    }

    /** Claims are for who asks for {@code openid} (OIDC Core §5.5); those that a scope value asks for already add nothing to userinfo. */
    private static Permissions withClaims(Permissions permissions, ClaimsRequest claims) {
        Set<String> told = permissions.identity().values().stream()
                .flatMap(value -> IdentityScopes.claims(value).stream())
                .collect(Collectors.toSet());
        Scope more = claims.permissions()
                .filter(value -> claims.inIdToken().contains(ClaimPermissions.claim(value))
                        || !told.contains(ClaimLanguages.base(ClaimPermissions.claim(value))));
        return permissions.isOpenId() ? permissions.plus(more) : permissions;
    }

    private AuthenticationDemands demands(Parameters parameters, ClaimsRequest claims, SignInDefaults defaults) {
        refuseUnknownAcr(claims);
        refuseUnknownDisplay(parameters);
        return new AuthenticationDemands(
                parameters.optional("prompt", Prompt::parse).orElse(Set.of()),
                parameters.optional("max_age", RequestReader::seconds).or(defaults::maxAge),
                expected(parameters.optional("id_token_hint", this::subject), claims.subject()),
                parameters.one("login_hint").filter(hint -> hint.length() <= 254),
                locales(parameters.one("ui_locales").orElse("")),
                parameters
                        .one("acr_values")
                        .map(RequestReader::words)
                        .orElse(claims.acrValues().isEmpty() ? defaults.acrValues() : claims.acrValues()));
    }

    /** A sign-in that cannot be had is refused rather than given as another one (OIDC Core §5.5.1.1). */
    private static void refuseUnknownAcr(ClaimsRequest claims) {
        if (claims.acrEssential()
                && !claims.acrValues().isEmpty()
                && !claims.acrValues().contains(IdTokens.ACR)) {
            throw new OAuthException(
                    ErrorCode.UNMET_AUTHENTICATION_REQUIREMENTS, "people sign in here by " + IdTokens.ACR + " alone");
        }
    }

    /** The pages are the same for each of them: they suit every window and every finger. */
    private static void refuseUnknownDisplay(Parameters parameters) {
        if (parameters
                .one("display")
                .filter(display -> !AuthenticationDemands.DISPLAYS.contains(display))
                .isPresent()) {
            throw OAuthException.invalidRequest(
                    "display must be one of " + String.join(", ", AuthenticationDemands.DISPLAYS));
        }
    }

    private static Optional<Subject> expected(Optional<Subject> hinted, Optional<Subject> claimed) {
        if (hinted.isPresent() && claimed.isPresent() && !hinted.equals(claimed)) {
            throw OAuthException.invalidRequest("id_token_hint and claims name different people");
        }
        return hinted.or(() -> claimed);
    }

    private static Duration seconds(String text) {
        if (text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw OAuthException.invalidRequest("max_age must be a whole number of seconds, not negative");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private Subject subject(String hint) {
        return idTokens.read(IdToken.parse(hint))
                .map(IdTokens.Hint::subject)
                .orElseThrow(() -> OAuthException.invalidRequest("id_token_hint is not an ID token of this provider"));
    }

    private static List<Locale> locales(String text) {
        return words(text).stream()
                .map(Locale::forLanguageTag)
                .filter(locale -> !locale.getLanguage().isEmpty())
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" +"))
                .filter(word -> !word.isEmpty())
                .limit(10)
                .toList();
    }
}
