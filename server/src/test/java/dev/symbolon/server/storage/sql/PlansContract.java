package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.client.Registrations.Registration;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.StorageContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Everything that the stores do, and that they reach what they want by an index, however much there is. */
abstract class PlansContract extends StorageContract {

    /**
     * A statement that may look at every row of a table.
     *
     * @param begins how it begins
     */
    private record Allowed(String begins, String table, String why) {}

    private static final List<Allowed> ALLOWED = List.of(
            new Allowed("SELECT purpose, generation, active_from", "keys", "there are a few, and all are wanted"),
            new Allowed("SELECT audience, document FROM apis", "apis", "there are a few, and all are wanted"),
            new Allowed("SELECT count(*) FROM clients", "clients", "the log says it once, when the provider starts"),
            new Allowed("SELECT count(*) FROM users", "users", "the log says it once, when the provider starts"),
            new Allowed("INSERT INTO registrations", "registrations", "most-clients says how many there can be"));

    @Test
    void keepsApplicationsThatRegisterThemselves() {
        ClientId own = new ClientId("own");
        try (Storage storage = open()) {
            assertThat(storage.registrations().add(client(own, "Own"), new Registration("digest", NOW), 10))
                    .isTrue();
            assertThat(storage.registrations().find(own)).isPresent();
            assertThat(storage.registrations().replace(client(own, "Renamed"))).isTrue();
            assertThat(storage.clients().count()).isEqualTo(2);
            storage.registrations().remove(own);
            assertThat(storage.clients().count()).isEqualTo(1);
            assertThat(storage.users().count()).isEqualTo(1);
        }
    }

    /** After everything else of the contract. */
    static void assertThatIndexesAreUsed(Plans plans) {
        assertThat(WrittenStatements.missingFrom(plans.statements()))
                .as("statements that no test of the contract has run")
                .isEmpty();
        Map<String, Set<String>> scanned = new TreeMap<>();
        for (String statement : plans.statements()) {
            Set<String> tables = plans.scanned(statement);
            ALLOWED.stream()
                    .filter(one -> statement.strip().startsWith(one.begins()))
                    .forEach(one -> tables.remove(one.table()));
            if (!tables.isEmpty()) {
                scanned.put(statement, tables);
            }
        }
        assertThat(scanned).as("tables that are read whole").isEmpty();
        assertThat(ALLOWED)
                .allMatch(one -> plans.statements().stream()
                        .anyMatch(statement -> statement.strip().startsWith(one.begins())));
    }
}
