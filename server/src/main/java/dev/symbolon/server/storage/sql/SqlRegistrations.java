package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Registrations;
import dev.symbolon.server.storage.Declarations;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

final class SqlRegistrations implements Registrations {

    private static final String ADD = """
            INSERT INTO registrations (client_id, token_digest, registered_at)
            SELECT ?, ?, ? WHERE (SELECT COUNT(*) FROM registrations) < ?
            ON CONFLICT (client_id) DO NOTHING""";

    private final Database database;
    private final Consumer<ClientId> changed;

    /** @param changed is told of each client that is not what it was */
    SqlRegistrations(Database database, Consumer<ClientId> changed) {
        this.database = database;
        this.changed = changed;
    }

    @Override
    public boolean add(Client client, Registration registration, int most) {
        boolean added = database.transaction(link -> {
            int rows = link.update(
                    ADD,
                    client.id().value(),
                    registration.tokenDigest(),
                    registration.registeredAt().toEpochMilli(),
                    most);
            if (rows == 1) {
                new SqlDeclarations(link).write(Declarations.of(List.of(client), List.of(), List.of()));
            }
            return rows == 1;
        });
        changed.accept(client.id());
        return added;
    }

    @Override
    public Optional<Registration> find(ClientId id) {
        return database.read(link -> link.first(
                "SELECT token_digest, registered_at FROM registrations WHERE client_id = ?",
                row -> new Registration(row.text(), row.instant()),
                id.value()));
    }

    @Override
    public boolean replace(Client client) {
        boolean replaced = database.transaction(link -> {
            boolean there = link.first(
                            "SELECT 1 FROM registrations WHERE client_id = ?",
                            Row::flag,
                            client.id().value())
                    .isPresent();
            if (there) {
                new SqlDeclarations(link).write(Declarations.of(List.of(client), List.of(), List.of()));
            }
            return there;
        });
        changed.accept(client.id());
        return replaced;
    }

    @Override
    public void remove(ClientId id) {
        database.transaction(link -> {
            new SqlDeclarations(link)
                    .write(new Declarations(
                            new Declarations.Present(List.of(), List.of(), List.of()),
                            new Declarations.Absent(List.of(id), List.of(), List.of())));
            return true;
        });
        changed.accept(id);
    }
}
