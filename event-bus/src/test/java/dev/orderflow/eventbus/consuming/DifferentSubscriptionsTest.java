package dev.orderflow.eventbus.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.eventbus.TestApplication.AccountEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferentSubscriptionsTest {

    private final Subscriptions subscriptions = new Subscriptions("teller");

    @Test
    void twoOfOneNameToOneTopicAreRefused() {
        var twins = List.of(
                subscriptions.to(AccountEvent.class).handle(_ -> {}),
                subscriptions.to(AccountEvent.class).handle(_ -> {}));

        assertThatThrownBy(() -> ConsumingAutoConfiguration.different(twins))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("topic accounts")
                .hasMessageContaining("named teller");
    }

    @Test
    void oneOfAnotherNameIsAnotherOne() {
        var both = List.of(
                subscriptions.to(AccountEvent.class).handle(_ -> {}),
                subscriptions.to(AccountEvent.class, "auditor").handle(_ -> {}));

        assertThat(ConsumingAutoConfiguration.different(both)).isEqualTo(both);
    }
}
