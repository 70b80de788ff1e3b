package dev.fixway.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;
import java.util.stream.Stream;

/// Words for rules about who may use whom. Packages are named below `dev.fixway` and mean their sub-packages too.
final class Arrows {

    private Arrows() {}

    static String[] packages(String... names) {
        return Stream.of(names).map(name -> "dev.fixway." + name + "..").toArray(String[]::new);
    }

    /// Of Fixway's own packages, `from` may use itself and `below`, nothing else.
    static ClassesShouldConjunction mayUse(String from, String... below) {
        String[] allowed = packages(Stream.concat(Stream.of(from), Stream.of(below)).toArray(String[]::new));
        return noClasses().that()
                .resideInAPackage(allowed[0])
                .should()
                .dependOnClassesThat(resideInAPackage("dev.fixway..").and(not(resideInAnyPackage(allowed))));
    }

    /// A package of the engine between the ports and the two that speak FIX.
    static ArchRule core(String name) {
        return mayUse("engine." + name, "config", "engine.domain", "engine.ledger", "engine.provider", "engine.market",
                "engine.order", "engine.risk", "engine.exit", "engine.replay", "engine.reconcile")
                .because("an order lives the same life whichever edge it came from");
    }

    /// Nobody but `owners` touches the library.
    static ClassesShouldConjunction onlyIn(List<String> library, String... owners) {
        return allExcept(owners).should().dependOnClassesThat().resideInAnyPackage(library.toArray(String[]::new));
    }

    static GivenClassesConjunction allExcept(String... owners) {
        return noClasses().that().resideInAPackage("dev.fixway..").and().resideOutsideOfPackages(packages(owners));
    }
}
