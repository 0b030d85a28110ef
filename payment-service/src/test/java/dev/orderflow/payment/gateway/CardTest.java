package dev.orderflow.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.payment.gateway.Answer.Status;
import dev.orderflow.payment.gateway.Switches.Mode;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CardTest {

    @Test
    void aFlakyCardFailsTwiceAndThenPays() {
        assertThat(IntStream.range(0, 4).mapToObj(Card.FLAKY::charge).map(Answer::status))
                .containsExactly(Status.FAILED, Status.FAILED, Status.CHARGED, Status.CHARGED);
    }

    @Test
    void aBrokenCardAlwaysFails() {
        assertThat(Card.of("card-broken").charge(99).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aMethodThatNobodyKnowsIsDeclined() {
        assertThat(Card.of("shells").charge(0))
                .isEqualTo(new Answer(Status.DECLINED, "The payment method is not known"));
    }

    @Test
    void aMethodThatIsSwitchedUpPays() {
        var setting = new Switchboard.Setting(Mode.UP, Set.of("card-broken"));

        assertThat(setting.card("card-broken").charge(0).status()).isEqualTo(Status.CHARGED);
        assertThat(setting.card("card-declined").charge(0).status()).isEqualTo(Status.DECLINED);
    }
}
