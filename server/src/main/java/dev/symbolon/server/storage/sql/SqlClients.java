package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import java.util.List;
import java.util.Optional;

final class SqlClients implements Clients {

    private final Database database;

    SqlClients(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return database.read(handle -> handle.createQuery("SELECT document FROM clients WHERE client_id = :client_id")
                .bind("client_id", id.value())
                .map((row, context) -> ClientCodec.read(id, row.getString("document")))
                .findFirst());
    }

    @Override
    public List<Client> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM clients ORDER BY client_id")
                .map((row, context) ->
                        ClientCodec.read(new ClientId(row.getString("client_id")), row.getString("document")))
                .list());
    }
}
