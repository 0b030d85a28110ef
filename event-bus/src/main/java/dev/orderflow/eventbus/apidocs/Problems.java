package dev.orderflow.eventbus.apidocs;

import dev.orderflow.eventbus.http.Problem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** How refusals look: problem details (RFC 9457) with a stable type. */
final class Problems {

    static final String SCHEMA = "Problem";

    private Problems() {}

    static Schema<?> schema() {
        var fault = new ObjectSchema()
                .addProperty("pointer", new StringSchema().description("Where it is in the body, a JSON pointer"))
                .addProperty("detail", new StringSchema());
        return new ObjectSchema()
                .description("A problem detail (RFC 9457)")
                .addProperty(
                        "type",
                        new StringSchema().format("uri").description("Stays the same for the same kind of problem"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty(
                        "errors", new ArraySchema().items(fault).description("The fields at fault, if there are any"))
                .addRequiredItem("type")
                .addRequiredItem("title")
                .addRequiredItem("status");
    }

    static ApiResponse response(@Nullable String description, @Nullable String status, @Nullable String type) {
        var body = new MediaType().schema(new Schema<>().$ref(SCHEMA));
        if (status != null && type != null) {
            var example = new LinkedHashMap<String, Object>();
            example.put("type", Problem.type(type));
            example.put("title", title(type));
            example.put("status", Integer.valueOf(status));
            body.example(example);
        }
        return new ApiResponse()
                .description(description == null && type != null ? title(type) : description)
                .content(new Content().addMediaType("application/problem+json", body));
    }

    private static String title(String type) {
        return StringUtils.capitalize(type.replace('-', ' '));
    }
}
