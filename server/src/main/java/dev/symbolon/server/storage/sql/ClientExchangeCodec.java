package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.AssertionIssuer.Naming;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes and reads what a client may exchange for tokens; a client of a version before may exchange nothing. */
final class ClientExchangeCodec {

    private ClientExchangeCodec() {}

    static JsonObject write(ClientExchange exchange) {
        return JsonObject.empty()
                .with(
                        "token_exchange",
                        exchange.rules().stream().map(ClientExchangeCodec::rule).toList())
                .with("may_act", exchange.mayAct())
                .with(
                        "assertion_issuers",
                        exchange.issuers().stream()
                                .map(ClientExchangeCodec::issuer)
                                .toList());
    }

    static ClientExchange read(JsonObject json) {
        return new ClientExchange(
                json.objects("token_exchange").stream()
                        .map(ClientExchangeCodec::rule)
                        .toList(),
                json.string("may_act").map(ClientId::new),
                json.objects("assertion_issuers").stream()
                        .map(ClientExchangeCodec::issuer)
                        .toList());
    }

    private static JsonObject issuer(AssertionIssuer issuer) {
        return JsonObject.empty()
                .with("issuer", issuer.issuer())
                .with(ClientCodec.keys(issuer.keys()))
                .with("algorithms", Documents.texts(issuer.algorithms()))
                .with("naming", issuer.naming().name())
                .with("subjects", Documents.texts(issuer.subjects()))
                .with("audiences", Documents.texts(issuer.audiences()))
                .with("permissions", issuer.permissions().map(Scope::values))
                .with("longest", issuer.longest());
    }

    private static AssertionIssuer issuer(JsonObject json) {
        return new AssertionIssuer(
                json.requiredString("issuer"),
                ClientCodec.keys(json),
                json.strings("algorithms").stream()
                        .map(SigningAlgorithm::valueOf)
                        .collect(Collectors.toSet()),
                Naming.valueOf(json.requiredString("naming")),
                Set.copyOf(json.strings("subjects")),
                json.strings("audiences").stream().map(Audience::new).collect(Collectors.toSet()),
                permissions(json),
                Documents.duration(json, "longest"));
    }

    private static Optional<Scope> permissions(JsonObject json) {
        return json.has("permissions") ? Optional.of(Scope.of(json.strings("permissions"))) : Optional.empty();
    }

    private static JsonObject rule(ExchangeRule rule) {
        return JsonObject.empty()
                .with("audience", rule.audience())
                .with("permissions", rule.permissions().map(Scope::values))
                .with("subject_clients", Documents.texts(rule.subjectClients()))
                .with("subject_audiences", Documents.texts(rule.subjectAudiences()))
                .with("id_tokens", rule.idTokens())
                .with("acting", rule.acting().name());
    }

    private static ExchangeRule rule(JsonObject json) {
        return new ExchangeRule(
                new Audience(json.requiredString("audience")),
                permissions(json),
                json.strings("subject_clients").stream().map(ClientId::new).collect(Collectors.toSet()),
                json.strings("subject_audiences").stream().map(Audience::new).collect(Collectors.toSet()),
                json.bool("id_tokens").orElse(false),
                Acting.valueOf(json.requiredString("acting")));
    }
}
