package dev.orderflow.localstack;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** What {@code ./run} runs: the whole system, until Ctrl-C. */
final class Main {
    private static final int KILLED = 137;

    private final AtomicBoolean ending = new AtomicBoolean();
    private final Orderflow orderflow;

    private Main(Orderflow orderflow) {
        this.orderflow = orderflow;
    }

    static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/orderflow/localstack/launcher-logback.xml");
        LoggerFactory.getILoggerFactory(); // now, by one thread
        try {
            var settings = Settings.of(Path.of(arguments[0]).toAbsolutePath());
            new Main(new Orderflow(settings)).run(settings);
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(Settings settings) {
        for (var signal : Signals.values()) {
            handle(signal);
        }
        long begin = System.nanoTime();
        try {
            orderflow.start();
            System.out.printf(Locale.ROOT, "Orderflow is up after %.1f s.%n%n", (System.nanoTime() - begin) / 1e9);
            System.out.println(Welcome.to(settings));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        } catch (StartFailure e) {
            if (ending.compareAndSet(false, true)) {
                System.err.println(e.getMessage());
                orderflow.close();
                System.exit(1);
            }
        }
    }

    private void handle(Signals signal) {
        signal.handle(() -> {
            if (ending.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon(false).start(() -> end(signal)); // the JVM must not end before
            } else {
                orderflow.killAll();
                Runtime.getRuntime().halt(KILLED);
            }
        });
    }

    private void end(Signals signal) {
        System.out.println("Stopping; Ctrl-C again kills.");
        orderflow.close();
        System.out.println("Stopped. The data are kept.");
        System.exit(signal.exitCode());
    }
}
