package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InBrowser
@DisplayName("Signing in through the browser with what the demo's application brings in place of a secret")
class DoorsTest {

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @ParameterizedTest
    @CsvSource({
        "key, form_post",
        "key, form_post.jwt",
        "encrypted, form_post",
        "encrypted, fragment",
        "encrypted, query_fragment",
        "encrypted, form_post.jwt"
    })
    void leadsToTwoHalvesThatFit(String door, String mode, Browser browser) {
        Visitor ada = new Visitor(browser, demo);
        Way way = new Way("code id_token token", mode);

        ada.startSignInBy(door, way);
        ada.logIn();
        ada.allow();
        ada.arriveAt("/" + door + "/symbolon");

        assertThat(ada.bindings()).isEqualTo(way.bindings());
        assertThat(ada.callApi("#read-reports")).isEqualTo("200 OK");
    }
}
