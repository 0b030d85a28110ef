package dev.orderflow.eventbus.apidocs;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.Currency;
import org.springdoc.core.converters.ModelConverterRegistrar;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.MediaType;

/** Configures springdoc, the same for every service: {@code /v3/api-docs} and {@code /swagger-ui.html}. */
@AutoConfiguration
class ApiDocsAutoConfiguration {

    private static final String SPRINGDOC = "org.springdoc.";

    /** @param converters nobody else asks for them, and without them springdoc does not know what a response is */
    @Bean
    @Lazy
    OpenApiCustomizer notedApi(ModelConverterRegistrar converters) {
        SpringDocUtils.getConfig()
                .replaceWithSchema(Currency.class, text("EUR", "^[A-Z]{3}$"))
                .replaceWithSchema(BigDecimal.class, text("25.00", "^-?[0-9]+(\\.[0-9]+)?$"));
        return new NotedApi(ApiNotes.read("event-bus-api.yml"), ApiNotes.read("api.yml"));
    }

    private static Schema<?> text(String example, String pattern) {
        return new StringSchema().example(example).pattern(pattern);
    }

    /** Its beans are made when somebody asks for the document, because a service starts more often than it is read. */
    @Bean
    static BeanFactoryPostProcessor apiDocsOnDemand() {
        return beans -> {
            for (var name : beans.getBeanDefinitionNames()) {
                var bean = beans.getBeanDefinition(name);
                if (name.startsWith(SPRINGDOC)
                        || String.valueOf(bean.getFactoryBeanName()).startsWith(SPRINGDOC)) {
                    bean.setLazyInit(true);
                }
            }
        };
    }

    /** springdoc brings a YAML library, by which Spring would take and give YAML everywhere, past what JSON is held to. */
    @Bean
    ServerHttpMessageConvertersCustomizer noYaml() {
        return builder -> builder.configureMessageConvertersList(converters ->
                converters.removeIf(each -> each.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
    }
}
