package dev.symbolon.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes authorization requests (OIDC Core §3.1.2.1, §3.3.2.1; RFC 7636 §4.3; RFC 9449 §10). */
final class AuthorizationRequests {

    private final Registration registration;
    private final RequestObjects requestObjects;
    private final TokenEndpoint tokenEndpoint;
    private final SecureRandom random;

    /** @param tokenEndpoint hands requests to the provider, if they are to be pushed */
    AuthorizationRequests(
            Registration registration, Provider provider, TokenEndpoint tokenEndpoint, SecureRandom random) {
        this.registration = registration;
        this.requestObjects = new RequestObjects(registration, provider);
        this.tokenEndpoint = tokenEndpoint;
        this.random = random;
    }

    StartedLogin start(LoginOptions options, ProviderMetadata metadata, Instant now) {
        LoginRequest request = options.applyTo(registration.request());
        PendingLogin pending = new PendingLogin(
                registration.issuer(),
                State.random(random),
                Nonce.random(random),
                request.responseType().when(Part.CODE, () -> CodeVerifier.random(random)),
                new ExpectedAnswer(request.responseType(), request.mode(), request.scope(), options.maxAge()),
                now.truncatedTo(ChronoUnit.MILLIS),
                options.returnTo());
        Parameters parameters = hints(bound(parameters(request), pending), options);
        Parameters whole = extended(parameters, options.extra());
        return new StartedLogin(append(metadata.authorizationEndpoint(), protectedBy(whole, now)), pending);
    }

    /** What goes through the browser. */
    private Parameters protectedBy(Parameters parameters, Instant now) {
        Protection protection = registration.protection();
        Parameters whole = protection
                .signer()
                .map(key -> requestObjects.sign(key, parameters, now))
                .orElse(parameters);
        return protection.pushed()
                ? Parameters.none()
                        .with("client_id", registration.clientId().value())
                        .with("request_uri", tokenEndpoint.push(whole))
                : whole;
    }

    private Parameters parameters(LoginRequest request) {
        Parameters parameters = Parameters.none()
                .with("client_id", registration.clientId().value())
                .with("redirect_uri", registration.redirectUri().value())
                .with("response_type", request.responseType().toString())
                .with("scope", request.scope().toString())
                .with("audience", request.audience())
                .with("dpop_jkt", registration.dpopKey().map(DpopKey::thumbprint));
        for (Audience resource : request.resources()) {
            parameters = parameters.with("resource", resource.value());
        }
        return request.mode() == request.responseType().defaultMode()
                ? parameters
                : parameters.with("response_mode", request.mode().value());
    }

    private static Parameters bound(Parameters parameters, PendingLogin pending) {
        Parameters bound = parameters
                .with("state", pending.state().value())
                .with("nonce", pending.nonce().value());
        return pending.codeVerifier()
                .map(verifier -> bound.with(
                                "code_challenge", verifier.challenge().value())
                        .with("code_challenge_method", "S256"))
                .orElse(bound);
    }

    private static Parameters hints(Parameters parameters, LoginOptions options) {
        LoginHints hints = options.hints();
        String prompt = options.prompts().stream().map(Prompt::value).sorted().collect(Collectors.joining(" "));
        String locales = hints.uiLocales().stream().map(Locale::toLanguageTag).collect(Collectors.joining(" "));
        return parameters
                .with("prompt", present(prompt))
                .with("max_age", options.maxAge().map(Duration::toSeconds))
                .with("login_hint", hints.loginHint())
                .with("id_token_hint", hints.idTokenHint().map(IdToken::value))
                .with("ui_locales", present(locales))
                .with("acr_values", present(String.join(" ", hints.acrValues())));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Parameters extended(Parameters parameters, Parameters extra) {
        Parameters whole = parameters;
        for (String name : extra.names()) {
            if (!parameters.all(name).isEmpty()) {
                throw new IllegalArgumentException("the parameter " + name + " is set by the SDK itself");
            }
            for (String value : extra.all(name)) {
                whole = whole.with(name, value);
            }
        }
        return whole;
    }

    /** The address with the parameters after those that it has already. */
    static URI append(URI endpoint, Parameters parameters) {
        String separator = endpoint.getRawQuery() == null ? "?" : "&";
        return URI.create(endpoint + separator + parameters.encoded());
    }
}
