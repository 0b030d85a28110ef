package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;
import dev.orderflow.benchmarks.report.Measurements;

/** How long it takes from the commit of an event to the commit of its handler, in the inbox's transaction. */
final class LatencyPart implements Part {

    private static final int EVENTS_PER_SECOND = 100;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void measure(Size size, Measurements into) {
        OrderflowOutbox.TOPIC.recreate();
        try (var instance = Instance.start("latency", "subscribe=true")) {
            var events = new SteadyEvents(instance, EVENTS_PER_SECOND, size.seconds(20, 0.5));
            events.measure(0); // warms up
            for (int round = 0; round < size.rounds(); round++) {
                into.addLatency(
                        "commit to handled at %d events/s".formatted(EVENTS_PER_SECOND),
                        "orderflow",
                        events.measure(0));
            }
        }
    }
}
