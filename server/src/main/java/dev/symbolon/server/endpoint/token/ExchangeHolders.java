package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.client.Client;
import java.util.Optional;

/** Checks that the tokens of an exchange are in the hands that they are meant for. */
record ExchangeHolders(Apis apis) {

    /** @throws OAuthException {@code invalid_request} if one of them is not (RFC 8693 §2.2.2) */
    void check(TokenRequest request, ExchangeableToken subject, Optional<ExchangeableToken> actor) {
        checkKey(request, subject);
        checkMayAct(request.client(), subject, actor);
        actor.ifPresent(acting -> checkActor(request, acting));
    }

    /**
     * A token that is bound to a key yields none that is not. Who presents it must hold the key, or be the API that the token was sent
     * to, which has seen the proof and now proves a key of its own.
     */
    private void checkKey(TokenRequest request, ExchangeableToken subject) {
        boolean isHolder = subject.confirmation().isProvedBy(request.binding());
        boolean isReceiver = request.binding().isBound() && isItsApi(request.client(), subject);
        if (subject.confirmation().isBound() && !isHolder && !isReceiver) {
            throw OAuthException.invalidRequest(
                    "subject_token is bound to a key; the request must prove it, or come from its API with a key of its own");
        }
    }

    private boolean isItsApi(Client client, ExchangeableToken subject) {
        return subject.api()
                .flatMap(apis::find)
                .map(Api::introspectionClients)
                .filter(clients -> clients.contains(client.id()))
                .isPresent();
    }

    /** If the token names somebody who may act with it, nobody else may. */
    private static void checkMayAct(Client client, ExchangeableToken subject, Optional<ExchangeableToken> actor) {
        String acting = actor.map(present -> present.claims().requiredString("sub"))
                .orElse(client.id().value());
        boolean isAdmitted = subject.claims()
                .object("may_act")
                .map(named -> named.requiredString("sub").equals(acting))
                .orElse(true);
        if (!isAdmitted) {
            throw OAuthException.invalidRequest("subject_token names another party in may_act");
        }
    }

    private static void checkActor(TokenRequest request, ExchangeableToken actor) {
        if (!actor.client().equals(request.client().id())) {
            throw OAuthException.invalidRequest("actor_token was issued to another client");
        }
        if (actor.claims().has("act")) {
            throw OAuthException.invalidRequest("actor_token must be of the actor's own; somebody else acts by it");
        }
        if (!actor.confirmation().isProvedBy(request.binding())) {
            throw OAuthException.invalidRequest("actor_token is bound to another key than the one that is proved");
        }
    }
}
