package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import java.util.List;
import java.util.Optional;

final class SqlApis implements Apis {

    private final Database database;

    SqlApis(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Api> find(Audience audience) {
        return database.read(handle -> handle.createQuery("SELECT document FROM apis WHERE audience = :audience")
                .bind("audience", audience.value())
                .map((row, context) -> ApiCodec.read(audience, row.getString("document")))
                .findFirst());
    }

    @Override
    public List<Api> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM apis ORDER BY audience")
                .map((row, context) ->
                        ApiCodec.read(new Audience(row.getString("audience")), row.getString("document")))
                .list());
    }
}
