package dev.symbolon.example.api;

import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** A report that belongs to one person. */
record Report(UUID id, String title, Instant createdAt) {

    JsonObject toJson() {
        return JsonObject.empty().with("id", id).with("title", title).with("created_at", createdAt);
    }
}
