package dev.orderflow.payment.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What became of a charge or a void. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(Status status, @Nullable String reason) {

    static Answer of(Status status) {
        return new Answer(status, null);
    }

    enum Status {
        @JsonProperty("charged")
        CHARGED,
        @JsonProperty("declined")
        DECLINED,
        /** The key was voided before. */
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("refunded")
        REFUNDED,
        @JsonProperty("voided")
        VOIDED,
        /** Nothing happened but an error; never sent. */
        FAILED
    }
}
