package dev.orderflow.notification.webhook;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    Webhooks webhooks(WebhookProperties properties, Clock clock) {
        var client = new WebhookClient(new AddressGuard(properties), properties, clock);
        return new Webhooks(new Signer(properties.secrets()), client, clock);
    }
}
