package dev.orderflow.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Arrows point one way: services to the event bus, the event bus to the event schema. */
@AnalyzeClasses(locations = ArchitectureTest.Modules.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("event-schema")
            .definedBy("dev.orderflow.event")
            .layer("event-bus")
            .definedBy("dev.orderflow.eventbus..")
            .layer("order-service")
            .definedBy("dev.orderflow.order..")
            .layer("payment-service")
            .definedBy("dev.orderflow.payment..")
            .layer("notification-service")
            .definedBy("dev.orderflow.notification..")
            .whereLayer("order-service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("payment-service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("notification-service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("event-bus")
            .mayOnlyBeAccessedByLayers("order-service", "payment-service", "notification-service");

    @ArchTest
    static final ArchRule servicesDoNotTouchKafka = noClasses()
            .that()
            .resideInAnyPackage("dev.orderflow.order..", "dev.orderflow.payment..", "dev.orderflow.notification..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule theEventSchemaKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("dev.orderflow.event")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule theGatewayIsOnlyCalledByUrl = noClasses()
            .that()
            .resideInAPackage("dev.orderflow.payment")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.orderflow.payment.gateway..");

    /** The classes of the other modules, as their build left them. */
    static class Modules implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Stream.of("event-schema", "event-bus", "order-service", "payment-service", "notification-service")
                    .map(module -> Location.of(Path.of("..", module, "target", "classes")))
                    .collect(Collectors.toSet());
        }
    }
}
