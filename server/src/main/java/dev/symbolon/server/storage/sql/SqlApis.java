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
        return database.read(link -> link.first(
                "SELECT document FROM apis WHERE audience = ?",
                row -> ApiCodec.read(audience, row.text()),
                audience.value()));
    }

    @Override
    public List<Api> all() {
        return database.read(link -> link.all(
                "SELECT audience, document FROM apis ORDER BY audience",
                row -> ApiCodec.read(new Audience(row.text()), row.text())));
    }
}
