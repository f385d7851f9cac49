package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ciba.AuthRequestID;
import com.nimbusds.oauth2.sdk.ciba.CIBAGrant;
import dev.symbolon.endtoend.PingedSite.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The modules of the plan for FAPI CIBA: what works for clients that are pinged")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({
    "ping,private_key_jwt,static",
    "ping,private_key_jwt,dynamic",
    "ping,self_signed_tls_client_auth,static",
    "ping,self_signed_tls_client_auth,dynamic"
})
class FapiCibaPingPlanTest extends FapiCibaWorkingPlan {

    /** All at once, since to see that nothing more comes takes a while. */
    @Test
    @DisplayName(
            "fapi-ciba-id1-ping-…: what the client answers changes nothing, -require-server-does-not-retry, -return-redirect-request")
    void pingIsNotRepeatedAndLeadsNowhere() {
        List<AuthRequestID> ids = Stream.of(
                        new Answer(200, "a body that nobody reads"),
                        new Answer(401, ""),
                        new Answer(403, ""),
                        new Answer(401, "the token is not mine"),
                        new Answer(301, ""))
                .map(this::allowed)
                .toList();

        assertThat(pinged().toldOf(ids)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ids)
                .allSatisfy(id -> assertThat(client().token(new CIBAGrant(id)).getStatusCode())
                        .isEqualTo(200));
    }

    private AuthRequestID allowed(Answer answer) {
        AuthRequestID id = begin(client());
        pinged().answers(id, answer);
        decide("allow");
        return id;
    }
}
