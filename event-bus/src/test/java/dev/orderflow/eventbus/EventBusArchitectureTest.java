package dev.orderflow.eventbus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;

@AnalyzeClasses(packagesOf = EventBusProperties.class, importOptions = ImportOption.DoNotIncludeTests.class)
class EventBusArchitectureTest {

    @ArchTest
    static final ArchRule publishingKnowsNothingOfConsuming = noClasses()
            .that()
            .resideInAPackage("..publishing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..consuming..");

    @ArchTest
    static final ArchRule consumingKnowsNothingOfPublishing = noClasses()
            .that()
            .resideInAPackage("..consuming..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..publishing..");

    @ArchTest
    static final ArchRule theDeskDecidesAboutWhatWasConsumedAndNobodyKnowsIt = noClasses()
            .that()
            .resideInAnyPackage("..publishing..", "..consuming..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..deadletters..");

    @ArchTest
    static final ArchRule nobodyDependsOnTheBooks = noClasses()
            .that()
            .resideOutsideOfPackage("..books..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..books..");

    @ArchTest
    static final ArchRule theBusKnowsNoBusinessEvent = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("dev\\.orderflow\\.event\\.(Order|Payment|Notification).*");

    @ArchTest
    static final ArchRule configurationOfAPartIsItsOwnBusiness = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .and()
            .resideInAnyPackage("..publishing..", "..consuming..", "..deadletters..", "..books..")
            .should()
            .bePackagePrivate();
}
