package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the registered applications. */
public interface Clients {

    Optional<Client> find(ClientId id);

    /** Why there is none, for the log or the developer of whatever asks in its name. */
    default String absence(ClientId id) {
        return "there is no client " + id;
    }

    /** Whether one that is not found may be there another time, when who describes it can be reached. */
    default boolean mayComeBack(ClientId id) {
        return false;
    }

    /** Those of them that can be found while somebody waits. */
    default List<Client> atHand(List<ClientId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    /** The next of them in the order of their names, after this one: a page at a time, none once there are no more. */
    List<Client> following(String name);

    long count();

    /** Every one of them, read as it is needed: there may be more than memory has room for. */
    default Stream<Client> all() {
        return Stream.iterate(
                        following(""),
                        page -> !page.isEmpty(),
                        page -> following(page.getLast().id().value()))
                .flatMap(List::stream);
    }
}
