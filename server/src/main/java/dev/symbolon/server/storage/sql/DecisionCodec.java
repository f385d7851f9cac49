package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.ApprovalJson;
import dev.symbolon.server.authorization.Decision;

/** What a person has decided: a word in a column of its own, and what goes with it in the document of the row. */
final class DecisionCodec {

    static final String PENDING = "pending";

    private static final String ALLOWED = "allowed";
    private static final String DENIED = "denied";

    private DecisionCodec() {}

    static String word(Decision decision) {
        return switch (decision) {
            case Decision.Pending() -> PENDING;
            case Decision.Allowed _ -> ALLOWED;
            case Decision.Denied() -> DENIED;
        };
    }

    /** @param asked what is in the document whatever is decided */
    static String document(JsonObject asked, Decision decision) {
        return switch (decision) {
            case Decision.Pending() -> asked.toString();
            case Decision.Denied() -> asked.with("denied", true).toString();
            case Decision.Allowed(var approval) ->
                asked.with("approval", ApprovalJson.write(approval)).toString();
        };
    }

    static Decision read(String word, JsonObject document) {
        return switch (word) {
            case ALLOWED ->
                new Decision.Allowed(
                        ApprovalJson.read(document.object("approval").orElseThrow()));
            case DENIED -> new Decision.Denied();
            default -> new Decision.Pending();
        };
    }
}
