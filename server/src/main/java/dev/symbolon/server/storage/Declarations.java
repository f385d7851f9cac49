package dev.symbolon.server.storage;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.user.User;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator declares: what there is to be, in place of any earlier one of the same identifier, and what is to go. With a
 * client go its consents, and its authorizations end; with a user, or one that is disabled, also the sessions
 * go. A new password ends the sessions and the authorizations of its account.
 */
public record Declarations(Present present, Absent absent) {

    /** What there is to be. */
    public record Present(List<Client> clients, List<Api> apis, List<User> users) {}

    /** What is to go. */
    public record Absent(List<ClientId> clients, List<Audience> apis, List<Subject> users) {

        public static final Absent NONE = new Absent(List.of(), List.of(), List.of());
    }

    /** What is to sign for those that there are to be. */
    public Set<SigningAlgorithm> signingAlgorithms() {
        Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        present.clients()
                .forEach(client -> algorithms.addAll(client.tokens().signing().algorithms()));
        present.apis().forEach(api -> algorithms.add(api.accessTokenAlgorithm()));
        return algorithms;
    }

    public static Declarations of(List<Client> clients, List<Api> apis, List<User> users) {
        return new Declarations(new Present(clients, apis, users), Absent.NONE);
    }
}
