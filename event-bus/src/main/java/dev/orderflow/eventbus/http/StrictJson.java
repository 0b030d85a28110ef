package dev.orderflow.eventbus.http;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Requests mean exactly what they say: no unknown field, no field twice, no number where a text belongs. What is wrong
 * with one field does not hide what is wrong with the others.
 */
final class StrictJson extends JacksonJsonHttpMessageConverter {

    static final String LIMITS =
            "A body has at most 16 levels, texts of 4096 characters, names of 128 and numbers of 64";

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxStringLength(4096)
            .maxNameLength(128)
            .maxNumberLength(64)
            .build();

    StrictJson(Iterable<JsonMapperBuilderCustomizer> customizers) {
        super(mapper(customizers));
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, JavaType type) {
        return BodyErrors.ofRequest().collect(reader);
    }

    private static JsonMapper mapper(Iterable<JsonMapperBuilderCustomizer> customizers) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        var json = JsonMapper.builder(factory);
        customizers.forEach(each -> each.customize(json));
        return json.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Integer,
                        numbers -> numbers.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
                .addHandler(new UnknownFields())
                .addModule(new SimpleModule()
                        .addDeserializer(String.class, new StrictText())
                        .addDeserializer(URI.class, new StrictUri())
                        .addDeserializer(Duration.class, new StrictDuration())
                        .addKeyDeserializer(String.class, new StrictText.Key())
                        .setDeserializerModifier(new Tolerant.Everything()))
                .build();
    }
}
