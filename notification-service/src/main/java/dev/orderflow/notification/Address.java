package dev.orderflow.notification;

import dev.orderflow.event.Customer;
import dev.orderflow.event.NotificationState.Channel;
import java.util.List;

/** Where a customer is told. */
record Address(Channel channel, String recipient) {

    /** Every way to reach the customer: each is told for itself, fails for itself and expires for itself. */
    static List<Address> of(Customer customer) {
        var email = new Address(Channel.EMAIL, customer.email());
        return customer.callbackUrl() == null
                ? List.of(email)
                : List.of(
                        email,
                        new Address(Channel.WEBHOOK, customer.callbackUrl().toASCIIString()));
    }
}
