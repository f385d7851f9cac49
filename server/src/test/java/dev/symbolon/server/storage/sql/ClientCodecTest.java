package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.storage.Samples;
import org.junit.jupiter.api.Test;

/** While nodes are replaced one after the other, two versions read what each of them writes. */
class ClientCodecTest {

    private static final Client CLIENT = Samples.client(new ClientId("web"), "Web");

    private final JsonObject written = JsonObject.parse(ClientCodec.write(CLIENT));
    private final JsonObject flows = written.object("flows").orElseThrow();

    @Test
    void writesNoResponseModeThatTheVersionBeforeDoesNotKnow() {
        assertThat(CLIENT.flows().responseModes()).contains(ResponseMode.WEB_MESSAGE);
        assertThat(flows.strings("response_modes")).containsExactlyInAnyOrder("fragment", "query_fragment");
    }

    @Test
    void readsWhatTheVersionBeforeHasWritten() {
        JsonObject older = written.with("flows", flows.without("web_message"));

        Client client = ClientCodec.read(CLIENT.id(), older.toString());

        assertThat(client.flows().responseModes())
                .containsExactlyInAnyOrder(ResponseMode.FRAGMENT, ResponseMode.QUERY_FRAGMENT);
    }
}
