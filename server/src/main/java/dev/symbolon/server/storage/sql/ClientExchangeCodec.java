package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes and reads which tokens a client may exchange; a client of a version before may exchange none. */
final class ClientExchangeCodec {

    private ClientExchangeCodec() {}

    static JsonObject write(ClientExchange exchange) {
        return JsonObject.empty()
                .with(
                        "token_exchange",
                        exchange.rules().stream().map(ClientExchangeCodec::rule).toList())
                .with("may_act", exchange.mayAct());
    }

    static ClientExchange read(JsonObject json) {
        return new ClientExchange(
                json.objects("token_exchange").stream()
                        .map(ClientExchangeCodec::rule)
                        .toList(),
                json.string("may_act").map(ClientId::new));
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
                json.has("permissions") ? Optional.of(Scope.of(json.strings("permissions"))) : Optional.empty(),
                json.strings("subject_clients").stream().map(ClientId::new).collect(Collectors.toSet()),
                Set.copyOf(json.strings("subject_audiences").stream()
                        .map(Audience::new)
                        .toList()),
                json.bool("id_tokens").orElse(false),
                Acting.valueOf(json.requiredString("acting")));
    }
}
