package dev.orderflow.benchmarks;

/** A system somewhere else that takes its time to answer. */
final class Remote {

    static boolean call(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a remote system was called", e);
        }
    }

    private Remote() {}
}
