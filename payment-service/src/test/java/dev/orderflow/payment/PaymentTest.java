package dev.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentTest {

    private static final Money TOTAL = new Money(new BigDecimal("25.00"), Currency.getInstance("EUR"));

    private final Payment payment = Payment.of(new OrderState(
            "01JD0000000000000000000000",
            new Customer("ada", "ada@example.com", null),
            OrderStatus.PENDING,
            List.of(new OrderState.Item("book", 1, TOTAL)),
            TOTAL,
            "card-ok",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(900),
            null));

    @Test
    void aChargeIsAnnounced() {
        var news = payment.after(new Outcome.Charged()).orElseThrow();

        assertThat(news.version()).isEqualTo(1);
        assertThat(news.message())
                .isInstanceOfSatisfying(
                        PaymentSucceeded.class,
                        event -> assertThat(event.payment().amount()).isEqualTo(TOTAL));
    }

    @Test
    void aDeclinedChargeIsAnnouncedWithItsReason() {
        assertThat(payment.after(new Outcome.Declined("no money")))
                .map(NewEvent::message)
                .get()
                .isInstanceOfSatisfying(
                        PaymentDeclined.class,
                        event -> assertThat(event.payment().reason()).isEqualTo("no money"));
    }

    @Test
    void moneyThatGoesBackIsAnnounced() {
        payment.after(new Outcome.Charged());
        var news = payment.after(new Outcome.Refunded()).orElseThrow();

        assertThat(news.version()).isEqualTo(2);
        assertThat(news.message()).isInstanceOf(PaymentRefunded.class);
    }

    @Test
    void theRefundOfAChargeThatNobodyHeardOfIsAnnouncedFirst() {
        var news = payment.after(new Outcome.Refunded()).orElseThrow();

        assertThat(news.version()).isEqualTo(1);
        assertThat(news.message()).isInstanceOf(PaymentRefunded.class);
    }

    @Test
    void aVoidThatFoundNoChargeIsRememberedInSilence() {
        assertThat(payment.after(new Outcome.Voided())).isEmpty();
        assertThat(payment.view().status()).isEqualTo(Standing.VOIDED);
    }

    @Test
    void aChargeThatIsRefusedAfterItsVoidIsNoNews() {
        payment.after(new Outcome.Voided());

        assertThat(payment.after(new Outcome.Refused())).isEmpty();
        assertThat(payment.view().status()).isEqualTo(Standing.VOIDED);
    }

    @Test
    void aChargeThatIsRefusedAfterAVoidByHandIsDeclined() {
        assertThat(payment.after(new Outcome.Refused()))
                .map(NewEvent::message)
                .get()
                .isInstanceOf(PaymentDeclined.class);
    }

    @Test
    void aVoidAfterADeclineIsNoNews() {
        payment.after(new Outcome.Declined("no money"));

        assertThat(payment.after(new Outcome.Voided())).isEmpty();
        assertThat(payment.view().status()).isEqualTo(Standing.DECLINED);
    }

    @Test
    void theSameAnswerAgainIsNoNews() {
        payment.after(new Outcome.Charged());
        assertThat(payment.after(new Outcome.Charged())).isEmpty();
        payment.after(new Outcome.Refunded());
        assertThat(payment.after(new Outcome.Refunded())).isEmpty();
    }

    @Test
    void aGatewayThatForgotAChargeIsNotBelieved() {
        payment.after(new Outcome.Charged());

        assertThatThrownBy(() -> payment.after(new Outcome.Voided()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never charged, but its payment is SUCCEEDED");
    }

    @Test
    void aChargeAfterTheRefundIsNotBelieved() {
        payment.after(new Outcome.Refunded());

        assertThatThrownBy(() -> payment.after(new Outcome.Charged())).isInstanceOf(IllegalStateException.class);
    }
}
