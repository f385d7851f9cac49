package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import java.util.List;
import java.util.Optional;

final class SqlClients implements Clients {

    private static final int PAGE = 500;

    private final Database database;

    SqlClients(Database database) {
        this.database = database;
    }

    /**
     * What is there, or that nothing is.
     *
     * @param characters of what the client is kept as
     */
    record Found(Optional<Client> client, int characters) {}

    @Override
    public Optional<Client> find(ClientId id) {
        return look(id).client();
    }

    Found look(ClientId id) {
        return database.read(link -> link.first(
                        "SELECT document FROM clients WHERE client_id = ?", row -> found(id, row.text()), id.value()))
                .orElse(new Found(Optional.empty(), 0));
    }

    private static Found found(ClientId id, String document) {
        return new Found(Optional.of(ClientCodec.read(id, document)), document.length());
    }

    @Override
    public long count() {
        return database.read(
                link -> link.first("SELECT count(*) FROM clients", Row::count).orElseThrow());
    }

    @Override
    public List<Client> following(String name) {
        return database.read(link -> link.all(
                "SELECT client_id, document FROM clients WHERE client_id > ? ORDER BY client_id LIMIT " + PAGE,
                row -> ClientCodec.read(new ClientId(row.text()), row.text()),
                name));
    }
}
