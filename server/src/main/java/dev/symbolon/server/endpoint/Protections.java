package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.check.FeatureNeed;
import dev.symbolon.server.check.FeatureNeeds;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Features;
import java.util.List;

/** Gives nothing to a client that was promised more protection than is switched on, rather than something in its place. */
public final class Protections {

    private final List<FeatureNeed> missing;

    public Protections(Features features) {
        this.missing = FeatureNeeds.unmet(features).stream()
                .filter(FeatureNeed::protects)
                .toList();
    }

    /** @throws OAuthException {@code unauthorized_client} */
    public void check(Client client) {
        for (FeatureNeed need : missing) {
            if (need.by().test(client)) {
                throw new OAuthException(
                        ErrorCode.UNAUTHORIZED_CLIENT, need.setting().metadata() + " of the client " + need.remedy());
            }
        }
    }
}
