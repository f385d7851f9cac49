package dev.symbolon.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimTest {

    private final Claim claim = new Claim("nothing is lost");

    @Test
    void isNotHeldWhileNobodyHasLooked() {
        assertThat(claim.isHeld()).isFalse();
    }

    @Test
    void isHeldWhenItHeldEveryTime() {
        claim.hold();
        claim.check(true, "lost");

        assertThat(claim.isHeld()).isTrue();
        assertThat(claim.verdict()).startsWith("held").contains("2 checked");
    }

    @Test
    void staysBrokenOnceItIs() {
        claim.breakBy("lost");
        claim.hold();

        assertThat(claim.isHeld()).isFalse();
        assertThat(claim.verdict()).startsWith("broken").contains("1 of 2").contains("1 × lost");
    }
}
