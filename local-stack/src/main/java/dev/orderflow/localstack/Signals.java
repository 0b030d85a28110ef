package dev.orderflow.localstack;

import java.lang.reflect.Proxy;

/**
 * The signals that ask a launcher to end. Java itself would end at once, and ignore a second Ctrl-C while that takes
 * time. What it has for this, {@code sun.misc.Signal}, no compiler takes without a warning.
 */
enum Signals {
    HUP(1),
    INT(2),
    TERM(15);

    private final int number;

    Signals(int number) {
        this.number = number;
    }

    /** What a shell expects of a program that a signal ended. */
    int exitCode() {
        return 128 + number;
    }

    void handle(Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var proxy =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name()), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM does not hand out signals", e);
        }
    }
}
