package dev.symbolon.server.storage.sql;

import dev.symbolon.server.key.Keys;
import dev.symbolon.server.key.StoredKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

final class SqlKeys implements Keys {

    static final String ALL = """
            SELECT purpose, generation, active_from, remove_after, material FROM keys ORDER BY purpose, generation""";

    /** The material is random: whoever finds their own in the row has added it, if need be a moment ago. */
    private static final String ADD = """
            INSERT INTO keys (purpose, generation, active_from, remove_after, material) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (purpose, generation) DO UPDATE SET material = excluded.material
            WHERE keys.material = excluded.material""";

    private static final String REENCRYPT =
            "UPDATE keys SET material = ? WHERE purpose = ? AND generation = ? AND material = ?";

    private final Database database;

    SqlKeys(Database database) {
        this.database = database;
    }

    @Override
    public List<StoredKey> all() {
        return database.read(link -> link.all(ALL, SqlKeys::key));
    }

    static StoredKey key(Row row) throws SQLException {
        return new StoredKey(row.text(), row.number(), row.instant(), row.instant(), row.text());
    }

    @Override
    public boolean add(StoredKey key) {
        return 1
                == database.change(Change.of(
                        ADD,
                        key.purpose(),
                        key.purpose(),
                        key.generation(),
                        key.activeFrom().toEpochMilli(),
                        key.removeAfter().toEpochMilli(),
                        key.material()));
    }

    @Override
    public void retire(String purpose, int generation, Instant removeAfter) {
        database.change(Change.of(
                "UPDATE keys SET remove_after = ? WHERE purpose = ? AND generation = ?",
                purpose,
                removeAfter.toEpochMilli(),
                purpose,
                generation));
    }

    @Override
    public boolean remove(String purpose, int generation) {
        return 1
                == database.change(Change.of(
                        "DELETE FROM keys WHERE purpose = ? AND generation = ?", purpose, purpose, generation));
    }

    @Override
    public int reencrypt(List<Reencrypted> keys) {
        return database.transaction(link -> {
            int changed = 0;
            for (Reencrypted key : keys) {
                changed += link.update(
                        REENCRYPT,
                        key.material(),
                        key.before().purpose(),
                        key.before().generation(),
                        key.before().material());
            }
            return changed;
        });
    }
}
