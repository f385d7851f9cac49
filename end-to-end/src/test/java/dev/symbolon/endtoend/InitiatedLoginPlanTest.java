package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.client.ClientReadRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The modules of the plan for Third-Party-Initiated Login")
class InitiatedLoginPlanTest {

    private static final URI START = URI.create("https://app.example.org/start");

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;

    @BeforeAll
    static void startProvider() {
        provider = PlannedProvider.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"})
    @DisplayName("oidcc-3rd_party-init-login")
    void oidcc3rdPartyInitLogin(String responseType) throws Exception {
        OIDCClientMetadata metadata = PlannedProvider.metadata(responseType);
        metadata.setInitiateLoginURI(START);

        OIDCClientInformation registered = provider.register(metadata);

        assertThat(registered.getOIDCMetadata().getInitiateLoginURI()).isEqualTo(START);
        assertThat(read(registered).getOIDCMetadata().getInitiateLoginURI()).isEqualTo(START);
    }

    private static OIDCClientInformation read(OIDCClientInformation registered) throws IOException, ParseException {
        var answer = new ClientReadRequest(registered.getRegistrationURI(), registered.getRegistrationAccessToken())
                .toHTTPRequest()
                .send();
        return ((OIDCClientInformationResponse) OIDCClientRegistrationResponseParser.parse(answer))
                .getOIDCClientInformation();
    }

    @Test
    @DisplayName("oidcc-3rd_party-init-login-nohttps")
    void oidcc3rdPartyInitLoginNoHttps() {
        String body = PlannedProvider.metadata("code")
                .toJSONObject()
                .toJSONString()
                .replaceFirst("}$", ",\"initiate_login_uri\":\"http://app.example.org/start\"}");

        HttpResponse<String> answer = provider.register(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.body()).contains("\"invalid_client_metadata\"");
    }
}
