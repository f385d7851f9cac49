package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.CodeChallenge;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An authorization request as JSON, for sealing: what comes out has been checked before it went in. */
final class RequestJson {

    private RequestJson() {}

    static JsonObject write(AuthorizationRequest request) {
        return JsonObject.empty()
                .with("client_id", request.client().value())
                .with("redirect_uri", request.redirectUri().value())
                .with("response_type", request.responseType().toString())
                .with("response_mode", request.responseMode().value())
                .with(permissions(request.permissions()))
                .with(bindings(request.bindings()))
                .with(demands(request.demands()));
    }

    static AuthorizationRequest read(JsonObject json) {
        return new AuthorizationRequest(
                new ClientId(json.requiredString("client_id")),
                new RedirectUri(json.requiredString("redirect_uri")),
                ResponseType.parse(json.requiredString("response_type")),
                ResponseMode.parse(json.requiredString("response_mode")),
                permissions(json),
                bindings(json),
                demands(json));
    }

    static JsonObject permissions(Permissions permissions) {
        return JsonObject.empty()
                .with("scope", permissions.identity().toString())
                .with("audience", permissions.audience())
                .with("api_scope", permissions.atFirst().api().toString())
                .with(
                        "other_apis",
                        Optional.of(ApiScopes.write(permissions.others()))
                                .filter(json -> !json.names().isEmpty()))
                .with("details", DetailsJson.write(permissions.details()));
    }

    static Permissions permissions(JsonObject json) {
        return new Permissions(
                        Scope.parse(json.requiredString("scope")),
                        json.string("audience").map(Audience::new),
                        Scope.parse(json.requiredString("api_scope")))
                .plus(ApiScopes.read(json.object("other_apis").orElse(JsonObject.empty())))
                .with(DetailsJson.read(json.object("details")));
    }

    static JsonObject bindings(RequestBindings bindings) {
        return JsonObject.empty()
                .with("state", bindings.state().map(State::value))
                .with("nonce", bindings.nonce().map(Nonce::value))
                .with("code_challenge", bindings.codeChallenge().map(CodeChallenge::value))
                .with("dpop_jkt", bindings.dpopJkt());
    }

    static RequestBindings bindings(JsonObject json) {
        return new RequestBindings(
                json.string("state").map(State::new),
                json.string("nonce").map(Nonce::new),
                json.string("code_challenge").map(CodeChallenge::new),
                json.string("dpop_jkt").map(JwkThumbprint::new));
    }

    private static JsonObject demands(AuthenticationDemands demands) {
        return JsonObject.empty()
                .with("prompt", demands.prompts().stream().map(Prompt::value).toList())
                .with("max_age", demands.maxAge().map(Duration::toSeconds))
                .with("sub", demands.expected())
                .with("login_hint", demands.loginHint())
                .with(
                        "ui_locales",
                        demands.uiLocales().stream().map(Locale::toLanguageTag).toList())
                .with("acr_values", demands.acrValues());
    }

    private static AuthenticationDemands demands(JsonObject json) {
        Set<Prompt> prompts = json.strings("prompt").stream()
                .flatMap(prompt -> Prompt.parse(prompt).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new AuthenticationDemands(
                prompts,
                json.number("max_age").map(Duration::ofSeconds),
                json.string("sub").map(Subject::new),
                json.string("login_hint"),
                json.strings("ui_locales").stream().map(Locale::forLanguageTag).toList(),
                json.strings("acr_values"));
    }
}
