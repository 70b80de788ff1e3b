package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the product's code against every [ArchitectureRule], and every rule against code that breaks it.
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.fixway");

    @Test
    void seesEveryModuleAndNoTests() {
        List<String> names = PRODUCT.stream().map(JavaClass::getPackageName).distinct().toList();

        assertThat(names).contains("dev.fixway.dictionary", "dev.fixway.config", "dev.fixway.engine.domain",
                "dev.fixway.persistence.journal", "dev.fixway.providers.mock", "dev.fixway.bridge.rest",
                "dev.fixway.gateway");
        assertThat(PRODUCT).noneMatch(type -> type.getName().endsWith("Test") || type.getName().endsWith("IT"));
    }

    @ParameterizedTest
    @EnumSource
    void holds(ArchitectureRule rule) {
        rule.rule().check(PRODUCT);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("violations")
    void canFail(ArchitectureRule rule, int number, @TempDir Path folder) {
        JavaClasses broken = rule.violations().get(number).compile(folder);

        EvaluationResult result = rule.rule().evaluate(broken);

        assertThat(result.getFailureReport().getDetails()).isNotEmpty().anyMatch(line -> line.contains("Culprit"));
    }

    static Stream<Arguments> violations() {
        return Stream.of(ArchitectureRule.values())
                .flatMap(rule -> IntStream.range(0, rule.violations().size())
                        .mapToObj(number -> Arguments.of(rule, number)));
    }

    @ParameterizedTest
    @EnumSource
    void hasCodeThatBreaksIt(ArchitectureRule rule) {
        assertThat(rule.violations()).isNotEmpty();
    }
}
