package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.endpoint.Audiences;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what a client may have in exchange for a token: what one of its rules lets it have, and the subject has granted. A token is never
 * exchanged for a wider one at the same API. At others a person must have granted it together with what the token is for, unless the client is the
 * operator's own, as on the consent page.
 */
final class ExchangePolicy {

    private final Grants.Parts parts;

    ExchangePolicy(Grants.Parts parts) {
        this.parts = parts;
    }

    /**
     * @param acted whether somebody is named who acts for the subject
     * @throws OAuthException {@code invalid_request}, {@code invalid_target} or {@code invalid_scope} (RFC 8693 §2.2.2)
     */
    Permissions permissions(Client client, ExchangeableToken subject, boolean acted, Parameters parameters) {
        ExchangeRule rule = rule(client, subject, acted, parameters);
        Api api = parts.stores()
                .apis()
                .find(rule.audience())
                .orElseThrow(() -> new OAuthException(ErrorCode.INVALID_TARGET, "there is no API " + rule.audience()));
        Scope registered =
                client.apis().getOrDefault(api.audience(), Scope.empty()).intersect(api.scope());
        Scope allowed = rule.permissions().map(registered::intersect).orElse(registered);
        Scope possible = allowed.intersect(granted(client, subject, api));
        Scope asked = parameters.optional("scope", Scope::parse).orElse(possible);
        if (!allowed.covers(asked)) {
            throw invalidScope("the client may not have " + asked.minus(allowed) + " in exchange");
        }
        boolean isEnough = !asked.isEmpty() || api.scope().isEmpty() && isOperatorsOwn(client, api);
        if (!isEnough) {
            throw invalidScope("what the token is for leaves nothing of " + api.audience());
        }
        if (!possible.covers(asked)) {
            throw invalidScope(
                    "what the token is for does not cover " + asked.minus(possible) + " of " + api.audience());
        }
        return new Permissions(Scope.empty(), Optional.of(api.audience()), asked);
    }

    /** At an API without permissions there is nothing that a person could have granted: its operator alone can say. */
    private static boolean isOperatorsOwn(Client client, Api api) {
        return client.presentation().firstParty() && client.apis().containsKey(api.audience());
    }

    private static ExchangeRule rule(Client client, ExchangeableToken subject, boolean acted, Parameters parameters) {
        List<ExchangeRule> fitting = client.flows().exchange().rules().stream()
                .filter(rule -> rule.covers(subject.client(), subject.api(), subject.isIdToken()))
                .toList();
        if (fitting.isEmpty()) {
            throw OAuthException.invalidRequest("the client may not exchange such a subject_token");
        }
        Audience target = Audiences.named(parameters)
                .or(() -> only(fitting))
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TARGET, "the request must name an API, by resource or by audience"));
        List<ExchangeRule> atTarget =
                fitting.stream().filter(rule -> rule.audience().equals(target)).toList();
        if (atTarget.isEmpty()) {
            throw new OAuthException(
                    ErrorCode.INVALID_TARGET, "the client may not exchange such a subject_token for one for " + target);
        }
        return atTarget.stream()
                .filter(rule -> rule.acting().admits(acted))
                .findFirst()
                .orElseThrow(() -> OAuthException.invalidRequest(
                        acted
                                ? "there must be no actor_token in this exchange"
                                : "the parameter actor_token is missing"));
    }

    private static Optional<Audience> only(List<ExchangeRule> rules) {
        Set<Audience> audiences = rules.stream().map(ExchangeRule::audience).collect(Collectors.toSet());
        return audiences.size() == 1 ? audiences.stream().findFirst() : Optional.empty();
    }

    private Scope granted(Client client, ExchangeableToken subject, Api api) {
        Client origin = parts.stores()
                .clients()
                .find(subject.origin().client())
                .orElseThrow(
                        () -> OAuthException.invalidRequest("the client that the subject_token comes from is gone"));
        if (subject.api().filter(api.audience()::equals).isPresent()) {
            return subject.approval().permissions().api();
        }
        if (client.presentation().firstParty()) {
            return api.scope();
        }
        return subject.origin().ofPerson()
                ? parts.remaining()
                        .of(origin, byPerson(subject))
                        .at(api.audience())
                        .api()
                : origin.apis().getOrDefault(api.audience(), Scope.empty());
    }

    /** Everything that the person has granted at once; of a token that is there before its code is redeemed, what that is for. */
    private Permissions byPerson(ExchangeableToken subject) {
        return parts.stores()
                .authorizations()
                .find(subject.origin().authorization())
                .map(Authorization::approval)
                .orElse(subject.approval())
                .permissions();
    }

    private static OAuthException invalidScope(String detail) {
        return new OAuthException(ErrorCode.INVALID_SCOPE, detail);
    }
}
