package dev.orderflow.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The hook receiver in a container of its own; arguments are its port and the file with the secrets. */
final class HooksMain {
    private HooksMain() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        var everywhere = new InetSocketAddress(Integer.parseInt(arguments[0]));
        var secrets = Files.readString(Path.of(arguments[1])).strip();
        new HookSink(everywhere, secrets).start();
        new CountDownLatch(1).await();
    }
}
