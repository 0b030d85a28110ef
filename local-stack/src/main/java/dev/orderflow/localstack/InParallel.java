package dev.orderflow.localstack;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** One thread for each, and the first failure when all are through. */
final class InParallel {
    private InParallel() {}

    static <T> void forEach(Collection<T> all, Consumer<T> action) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = all.stream()
                    .map(each -> CompletableFuture.runAsync(() -> action.accept(each), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(tasks).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
