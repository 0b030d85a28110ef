package dev.orderflow.payment.gateway;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.orderflow.payment.gateway.Switches.Mode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/gateway", produces = APPLICATION_JSON_VALUE)
class GatewayController {

    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final String KEY = "\\p{Print}{1,255}";

    private final Ledger ledger;
    private final Switchboard switchboard;

    GatewayController(Ledger ledger, Switchboard switchboard) {
        this.ledger = ledger;
        this.switchboard = switchboard;
    }

    /** Charges a card, once per idempotency key. */
    @PostMapping("/charges")
    Answer charge(
            @RequestHeader("Idempotency-Key") @Pattern(regexp = KEY) String key, @Valid @RequestBody Charge charge)
            throws InterruptedException {
        var setting = settingUnlessDown();
        var card = setting.card(charge.method());
        var answer = ledger.charge(key, charge, card);
        takeTime(setting.mode() == Mode.SLOW || card == Card.SLOW);
        if (answer.status() == Answer.Status.FAILED) {
            throw GatewayProblem.failed(charge.method());
        }
        return answer;
    }

    /** Gives back what was charged under a key, and refuses any later charge under it. */
    @PostMapping("/voids")
    Answer voidKey(@RequestHeader("Idempotency-Key") @Pattern(regexp = KEY) String key) throws InterruptedException {
        var setting = settingUnlessDown();
        var answer = ledger.voidKey(key);
        takeTime(setting.mode() == Mode.SLOW);
        return answer;
    }

    /** Shows the money that was moved under a key. */
    @GetMapping("/ledger")
    List<Balance> ledger(@RequestParam @Pattern(regexp = KEY) String key) {
        return ledger.balances(key);
    }

    /** Shows how the gateway behaves. */
    @GetMapping
    Switches switches() {
        return switchboard.read().switches();
    }

    /** Changes how the gateway behaves; what is left out stays as it is. */
    @PutMapping
    Switches change(@Valid @RequestBody Switches switches) {
        switchboard.change(switches);
        return switches();
    }

    private Switchboard.Setting settingUnlessDown() {
        var setting = switchboard.read();
        if (setting.mode() == Mode.DOWN) {
            throw GatewayProblem.down();
        }
        return setting;
    }

    /** Waits when the money has moved and nobody has heard: the worst moment to be waited for in. */
    private static void takeTime(boolean slow) throws InterruptedException {
        if (slow) {
            Thread.sleep(SLOW);
        }
    }
}
