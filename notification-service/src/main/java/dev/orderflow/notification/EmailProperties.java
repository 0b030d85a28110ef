package dev.orderflow.notification;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param from the sender of all mails */
@ConfigurationProperties("email")
record EmailProperties(String from) {}
