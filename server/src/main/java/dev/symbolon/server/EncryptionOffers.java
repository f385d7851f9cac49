package dev.symbolon.server;

import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.endpoint.Offer;
import java.util.Arrays;
import java.util.List;

/** What can be encrypted, on its way here and on its way to a client (OIDC Discovery §3, JARM §4, RFC 9701 §7). */
final class EncryptionOffers {

    private EncryptionOffers() {}

    static Offer ofRequests() {
        return new Offer(Feature.REQUEST_ENCRYPTION, List.of(), algorithms("request_object"));
    }

    /** @param features some of which are parts that have answers of their own */
    static Offer ofResponses(Features features) {
        JsonObject metadata = algorithms("id_token").with(algorithms("userinfo"));
        if (features.has(Feature.JARM)) {
            metadata = metadata.with(algorithms("authorization"));
        }
        if (features.has(Feature.INTROSPECTION)) {
            metadata = metadata.with(algorithms("introspection"));
        }
        return new Offer(Feature.RESPONSE_ENCRYPTION, List.of(), metadata);
    }

    private static JsonObject algorithms(String what) {
        return JsonObject.empty()
                .with(what + "_encryption_alg_values_supported", names(KeyManagementAlgorithm.values()))
                .with(what + "_encryption_enc_values_supported", names(ContentEncryption.values()));
    }

    private static List<String> names(Object[] values) {
        return Arrays.stream(values).map(Object::toString).toList();
    }
}
