package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;
import dev.orderflow.benchmarks.report.Measurements;

/** What the other keys notice of keys that fail: rounds with and without them take turns. */
final class FailingPart implements Part {

    private static final int EVENTS_PER_SECOND = 200;
    private static final int FAILING = 10;

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public void measure(Size size, Measurements into) {
        OrderflowOutbox.TOPIC.recreate();
        try (var instance = Instance.start("failing", "subscribe=true", "logging.level.dev.orderflow=off")) {
            var events = new SteadyEvents(instance, EVENTS_PER_SECOND, size.seconds(15, 0.5));
            events.measure(0);
            events.measure(FAILING);
            var what = "commit to handled at %d events/s".formatted(EVENTS_PER_SECOND);
            var others = "the others, %d of %,d keys fail".formatted(FAILING, SteadyEvents.KEYS);
            for (int round = 0; round < size.rounds(); round++) {
                into.addLatency(what, "no key fails", events.measure(0));
                into.addLatency(what, others, events.measure(FAILING));
            }
        }
    }
}
