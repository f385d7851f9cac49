package dev.symbolon.example.webapp.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.AccessToken;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomePanelTest {

    private static String panel(int status, String path, String challenge) {
        Outcome.ApiRequest request = new Outcome.ApiRequest(
                "POST",
                URI.create("http://localhost:9002" + path),
                new UsedToken.OfSignIn(new AccessToken("not-a-real-token")),
                false,
                Optional.empty());
        Outcome answer = new Outcome.ApiAnswer(request, status, Optional.of(challenge), "{}");
        return new OutcomePanel(answer, Door.BY_KEY, Instant.EPOCH).section().toString();
    }

    @Test
    void leadsToASignInThatIsYoungEnough() {
        String challenge = "Bearer error=\"insufficient_user_authentication\", max_age=\"60\"";

        assertThat(panel(401, "/reports", challenge))
                .contains("href=\"/key/login?return_to=/key/symbolon&amp;max_age=60\"");
    }

    @Test
    void offersNoSuchSignInForATokenThatHasEnded() {
        assertThat(panel(401, "/reports", "Bearer error=\"invalid_token\"")).doesNotContain("max_age");
    }

    @Test
    void leadsToAConsentInDetail() {
        assertThat(panel(403, "/publications", "Bearer error=\"insufficient_scope\""))
                .contains("href=\"/key/login?return_to=/key/symbolon&amp;details=publication\"");
    }

    @Test
    void leadsToAConsentForAPermission() {
        assertThat(panel(403, "/reports", "Bearer error=\"insufficient_scope\""))
                .contains("prompt=consent");
    }
}
