package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@InBrowser
@DisplayName("Signing in through the browser, in every hybrid response type and response mode")
class HybridSignInTest {

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @ParameterizedTest
    @MethodSource("dev.symbolon.endtoend.Way#all")
    void asksOnTheFirstVisitAndNothingOnTheSecond(Way way, Browser browser) {
        Visitor ada = new Visitor(browser, demo);

        ada.startSignIn(way);
        ada.logIn();
        ada.allow();
        ada.arrive();
        assertThatTheHalvesFit(ada, way);
        assertThat(ada.callApi("#read-reports")).isEqualTo("200 OK");

        browser.follow("#sign-out");
        ada.startSignIn(way);
        ada.arrive();
        assertThatTheHalvesFit(ada, way);
    }

    private static void assertThatTheHalvesFit(Visitor visitor, Way way) {
        assertThat(visitor.pieces()).isEqualTo(way.pieces());
        assertThat(visitor.bindings()).isEqualTo(way.bindings());
    }
}
