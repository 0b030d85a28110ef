package dev.orderflow.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventHeadersTest {

    @Test
    void sequencesSortAsVersionsDo() {
        assertThat(EventHeaders.sequence(9)).isEqualTo("00000000000000000009").isLessThan(EventHeaders.sequence(10));
        assertThat(EventHeaders.sequence(Long.MAX_VALUE)).hasSize(20);
    }
}
