package dev.symbolon.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.storage.Samples;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientFieldsTest {

    private static final Client CLIENT = Samples.client(Samples.WEB, "Web");

    /** Keys that say the same as another one, that hold others, or by which the client is found. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "id",
            "secret-file",
            "secret-env",
            "secrets",
            "jwks-file",
            "jwks-uri",
            "tokens",
            ManifestKeys.FORMER_ID_TOKEN_ALGORITHM);

    @Test
    void compareEveryKeyThatAManifestMayHave() {
        Set<String> keys = Stream.concat(ManifestKeys.CLIENT.stream(), ManifestKeys.TOKENS.stream())
                .filter(key -> !NOT_COMPARED.contains(key))
                .collect(Collectors.toSet());

        assertThat(ClientFields.of(CLIENT).keys()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void tellThatTokensAreNoLongerBound() {
        ClientTokens bound = CLIENT.tokens().withSenderConstraint(new SenderConstraint(true, false, true));
        ClientTokens unbound = CLIENT.tokens().withSenderConstraint(new SenderConstraint(true, false, false));

        assertThat(ClientFields.of(with(bound)).differenceTo(ClientFields.of(with(unbound))))
                .containsExactly("tls-client-certificate-bound-access-tokens: true → false");
    }

    private static Client with(ClientTokens tokens) {
        return new Client(
                CLIENT.id(),
                CLIENT.presentation(),
                CLIENT.credentials(),
                CLIENT.redirectUris(),
                CLIENT.logout(),
                CLIENT.flows(),
                tokens,
                CLIENT.apis());
    }
}
