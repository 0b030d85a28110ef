package dev.orderflow.eventbus.http;

import jakarta.validation.Validator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration
class HttpAutoConfiguration {

    @Bean
    RequestProblems requestProblems() {
        return new RequestProblems();
    }

    @Bean
    ServerHttpMessageConvertersCustomizer strictJson(ObjectProvider<JsonMapperBuilderCustomizer> customizers) {
        var strict = new StrictJson(customizers.orderedStream().toList());
        return converters -> converters.withJsonConverter(strict);
    }

    @Bean
    ReadBody readBody(Validator validator) {
        return new ReadBody(validator);
    }

    @Bean
    WebMvcConfigurer acceptedTypes() {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
                configurer.strategies(List.of(new AcceptedTypes()));
            }
        };
    }

    @Bean
    EmptyRefusals emptyRefusals() {
        return new EmptyRefusals();
    }

    @Bean
    BodyLimit bodyLimit(JsonMapper json) {
        return new BodyLimit(new ProblemJson(json));
    }

    @Bean
    VisibleParameters visibleParameters(JsonMapper json) {
        return new VisibleParameters(new ProblemJson(json));
    }

    @Bean
    HealthPaths healthPaths(JsonMapper json) {
        return new HealthPaths(new ProblemJson(json));
    }

    /** After Spring Boot's own valve for errors, so that it is asked first. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve(JsonMapper json) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(new ProblemJson(json))));
    }
}
