package dev.orderflow.localstack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A service that says that it is ready, and what its environment is. */
final class StandIn {
    private StandIn() {}

    static void main(String[] arguments) throws IOException {
        var address =
                new InetSocketAddress(System.getenv("SERVER_ADDRESS"), Integer.parseInt(System.getenv("SERVER_PORT")));
        var server = HttpServer.create(address, 10);
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                var body = path.startsWith("/env/") ? System.getenv(path.substring("/env/".length())) : "";
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /** A repository in which each service's jar holds a stand-in. */
    static Path repository(Path folder) throws IOException {
        for (var service : Service.values()) {
            var jar = service.jar(folder);
            Folders.createParent(jar);
            var manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
            try (var output = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                var file = StandIn.class.getName().replace('.', '/') + ".class";
                output.putNextEntry(new JarEntry(file));
                try (var code = StandIn.class.getResourceAsStream("/" + file)) {
                    Objects.requireNonNull(code).transferTo(output);
                }
            }
        }
        return folder;
    }
}
