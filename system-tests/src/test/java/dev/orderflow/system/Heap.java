package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a service's objects need, when those that nobody needs are gone. */
final class Heap {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private Heap() {}

    static long kilobytesInUse(String service) throws IOException, InterruptedException {
        var pid = ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(service + ".jar"))
                .findFirst()
                .orElseThrow()
                .pid();
        jcmd(pid, "GC.run");
        return USED.matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .limit(2) // young and old generation; the rest is not heap
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        var jcmd = new ProcessBuilder(JCMD, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        var said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return said;
    }
}
