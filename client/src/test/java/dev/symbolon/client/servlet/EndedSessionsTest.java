package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sessions that were ended from outside")
class EndedSessionsTest {

    private final EndedSessions ended = new EndedSessions(2);

    @Test
    void areToldOfOnce() {
        ended.add("one");

        assertThat(ended.take("one")).isTrue();
        assertThat(ended.take("one")).isFalse();
    }

    @Test
    void areKnownOnWhateverNode() {
        ended.add("one.node-1");
        ended.add("two");

        assertThat(ended.take("one")).isTrue();
        assertThat(ended.take("two.node-2")).isTrue();
    }

    @Test
    void areForgottenIfThereAreTooMany() {
        ended.add("one");
        ended.add("two");
        ended.add("three");

        assertThat(ended.take("one")).isFalse();
        assertThat(ended.take("two")).isTrue();
        assertThat(ended.take("three")).isTrue();
    }
}
