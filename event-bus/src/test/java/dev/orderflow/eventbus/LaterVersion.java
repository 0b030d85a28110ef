package dev.orderflow.eventbus;

import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;

/** What a later version of a test's service publishes, and the present one cannot read. */
final class LaterVersion {

    private LaterVersion() {}

    /** What happens to accounts. */
    @Topic("accounts")
    sealed interface AccountEvent extends Event permits Deposited {}

    /** The balance is a text. */
    record Deposited(String account, String balance) implements AccountEvent {
        @Override
        public String key() {
            return account;
        }
    }
}
