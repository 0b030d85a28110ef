package dev.orderflow.eventbus;

import static dev.orderflow.event.EventHeaders.TRACE_PARENT;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries the W3C trace of a request along with the events that it causes. */
public final class Traces {

    private final Tracer tracer;
    private final Propagator propagator;

    public Traces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** The {@code traceparent} of what this thread does now; null outside any trace. */
    public @Nullable String current() {
        var span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        var carrier = new HashMap<String, String>();
        propagator.inject(span.context(), null, (_, name, value) -> carrier.put(name, value));
        return carrier.get(TRACE_PARENT);
    }

    /** Runs a step as a new span of the trace that {@code traceparent} names, or of a new trace. */
    public void run(String name, @Nullable String traceparent, Runnable step) {
        Map<String, String> carrier = traceparent == null ? Map.of() : Map.of(TRACE_PARENT, traceparent);
        Span span = propagator.extract(carrier, Map::get).name(name).start();
        try (var _ = tracer.withSpan(span)) {
            step.run();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
