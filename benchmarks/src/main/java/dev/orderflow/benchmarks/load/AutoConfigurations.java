package dev.orderflow.benchmarks.load;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** Of the many libraries on this class path, an application here uses one; the others must not configure themselves. */
public final class AutoConfigurations {

    private static final String[] COMPETING = {"dev.orderflow.", "io.namastack.", "org.springframework.modulith."};

    /** Spring Boot's setting that leaves out all of them but one. */
    public static String allBut(String wanted) {
        var candidates = ImportCandidates.load(AutoConfiguration.class, AutoConfigurations.class.getClassLoader());
        return StreamSupport.stream(candidates.spliterator(), false)
                .filter(name -> Stream.of(COMPETING).anyMatch(name::startsWith))
                .filter(name -> !name.startsWith(wanted))
                .collect(Collectors.joining(
                        ",",
                        "spring.autoconfigure.exclude=",
                        ",org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"));
    }

    private AutoConfigurations() {}
}
