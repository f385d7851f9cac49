package dev.symbolon.server.storage.sql;

import dev.symbolon.server.key.Keys;
import dev.symbolon.server.key.StoredKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

final class SqlKeys implements Keys {

    private final Database database;

    SqlKeys(Database database) {
        this.database = database;
    }

    @Override
    public List<StoredKey> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM keys ORDER BY purpose, generation")
                .map((row, context) -> key(row))
                .list());
    }

    static StoredKey key(ResultSet row) throws SQLException {
        return new StoredKey(
                row.getString("purpose"),
                row.getInt("generation"),
                Instant.ofEpochMilli(row.getLong("active_from")),
                Instant.ofEpochMilli(row.getLong("remove_after")),
                row.getString("material"));
    }

    @Override
    public boolean add(StoredKey key) {
        return 1
                == database.write(handle -> handle.createUpdate("""
                                INSERT INTO keys (purpose, generation, active_from, remove_after, material)
                                VALUES (:purpose, :generation, :active_from, :remove_after, :material)
                                ON CONFLICT (purpose, generation) DO NOTHING""")
                        .bind("purpose", key.purpose())
                        .bind("generation", key.generation())
                        .bind("active_from", key.activeFrom().toEpochMilli())
                        .bind("remove_after", key.removeAfter().toEpochMilli())
                        .bind("material", key.material())
                        .execute());
    }

    @Override
    public void retire(String purpose, int generation, Instant removeAfter) {
        database.write(handle -> handle.createUpdate("""
                        UPDATE keys SET remove_after = :remove_after
                        WHERE purpose = :purpose AND generation = :generation""")
                .bind("purpose", purpose)
                .bind("generation", generation)
                .bind("remove_after", removeAfter.toEpochMilli())
                .execute());
    }

    @Override
    public boolean remove(String purpose, int generation) {
        return 1
                == database.write(handle -> handle.createUpdate(
                                "DELETE FROM keys WHERE purpose = :purpose AND generation = :generation")
                        .bind("purpose", purpose)
                        .bind("generation", generation)
                        .execute());
    }

    @Override
    public int reencrypt(List<Reencrypted> keys) {
        return database.transaction(handle -> keys.stream()
                .mapToInt(key -> handle.createUpdate("""
                                UPDATE keys SET material = :material
                                WHERE purpose = :purpose AND generation = :generation AND material = :before""")
                        .bind("purpose", key.before().purpose())
                        .bind("generation", key.before().generation())
                        .bind("before", key.before().material())
                        .bind("material", key.material())
                        .execute())
                .sum());
    }
}
