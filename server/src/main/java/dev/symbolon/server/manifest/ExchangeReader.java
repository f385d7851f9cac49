package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import dev.symbolon.server.configuration.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a client may exchange for tokens, and who may act with its own. */
final class ExchangeReader {

    private static final String RULES = "token-exchange";
    private static final String ISSUERS = "assertion-issuers";
    private static final int MOST = 50;

    private final Section client;

    ExchangeReader(Section client) {
        this.client = client;
    }

    ClientExchange read(Set<GrantType> grantTypes) {
        List<Section> rules = sections(RULES, ManifestKeys.EXCHANGE, grantTypes, GrantType.TOKEN_EXCHANGE);
        List<Section> issuers = sections(ISSUERS, ManifestKeys.ASSERTION_ISSUER, grantTypes, GrantType.JWT_BEARER);
        List<AssertionIssuer> read = issuers.stream()
                .flatMap(issuer -> new AssertionIssuerReader(issuer).read().stream())
                .toList();
        if (read.stream().map(AssertionIssuer::issuer).distinct().count() < read.size()) {
            client.refuse(ISSUERS, "has the same issuer twice; keep one of them");
        }
        return new ClientExchange(
                rules.stream().flatMap(rule -> rule(rule).stream()).toList(),
                client.parsed("may-act", ClientId::parse),
                read);
    }

    /** A grant type without what it is for, and the other way round, is a mistake. */
    private List<Section> sections(String key, List<String> keys, Set<GrantType> grantTypes, GrantType needed) {
        List<Section> sections = client.sections(key, keys);
        if (sections.size() > MOST) {
            client.refuse(key, "must be at most " + MOST);
        }
        if (grantTypes.contains(needed) && sections.isEmpty()) {
            client.refuse("grant-types", "needs " + key + " for " + needed);
        }
        if (!grantTypes.contains(needed) && !sections.isEmpty()) {
            client.refuse(key, "goes with the grant type " + needed);
        }
        return sections;
    }

    private static Optional<ExchangeRule> rule(Section section) {
        if (!section.has("subject-clients") && !section.has("subject-audiences")) {
            section.refuse("audience", "needs subject-clients or subject-audiences: whose tokens may be exchanged");
        }
        Optional<Scope> permissions = section.list("permissions", text -> text).map(Scope::of);
        List<ClientId> clients =
                section.list("subject-clients", ClientId::parse).orElse(List.of());
        List<Audience> audiences =
                section.list("subject-audiences", Audience::parse).orElse(List.of());
        boolean idTokens = section.bool("id-tokens").orElse(false);
        if (idTokens && section.has("subject-audiences")) {
            section.refuse("id-tokens", "is for rules without subject-audiences: an ID token is for no API");
        }
        Acting acting = section.parsed("actor", ExchangeReader::acting).orElse(Acting.NONE);
        return section.required("audience", Audience::parse)
                .map(audience -> new ExchangeRule(
                        audience, permissions, Set.copyOf(clients), Set.copyOf(audiences), idTokens, acting));
    }

    private static Acting acting(String text) {
        for (Acting acting : Acting.values()) {
            if (acting.name().toLowerCase(Locale.ROOT).equals(text)) {
                return acting;
            }
        }
        throw new IllegalArgumentException("must be none, optional or required");
    }
}
