package dev.symbolon.server.page;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;

/**
 * Hands an authorization response to the window that has opened or framed it (draft-sakimura-oauth-wmrm §2), and says so if there is
 * none.
 *
 * @param origin the only one whose window is told, as browsers write it
 * @param framed whether a window of that origin may have the page in a frame; no other may ever
 */
public record WebMessagePage(String origin, boolean framed, Parameters parameters) implements Page {

    String message() {
        JsonObject response = JsonObject.empty();
        for (String name : parameters.names()) {
            response = response.with(name, parameters.required(name));
        }
        return JsonObject.empty()
                .with("type", "authorization_response")
                .with("response", response)
                .toString();
    }
}
