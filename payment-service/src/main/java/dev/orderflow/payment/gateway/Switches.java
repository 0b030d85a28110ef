package dev.orderflow.payment.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway behaves. What is left out of a request stays as it is.
 *
 * @param methods the methods that work whatever their names say; all others do as they are named
 */
record Switches(
        @Nullable Mode mode, @Nullable Map<@Pattern(regexp = "\\p{Print}{1,64}") String, @NotNull MethodMode> methods) {

    enum Mode {
        @JsonProperty("up")
        UP,
        @JsonProperty("down")
        DOWN,
        @JsonProperty("slow")
        SLOW
    }

    enum MethodMode {
        @JsonProperty("up")
        UP
    }
}
