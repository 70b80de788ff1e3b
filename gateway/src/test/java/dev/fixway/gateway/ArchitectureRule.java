package dev.fixway.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.fixway.gateway.Arrows.allExcept;
import static dev.fixway.gateway.Arrows.mayUse;
import static dev.fixway.gateway.Arrows.onlyIn;
import static dev.fixway.gateway.Fixture.code;
import static dev.fixway.gateway.Fixture.touches;
import static dev.fixway.gateway.Fixture.uses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// What the house forbids. Each rule comes with code that breaks it, so none stands that cannot fail.
// ArchUnit's rules are not annotated as immutable, and a list cannot be.
@SuppressWarnings("ImmutableEnumChecker")
enum ArchitectureRule {

    // Modules: arrows point down.

    DICTIONARIES_KNOW_NO_MODULE(mayUse("dictionary").because("fix-dictionaries lies at the bottom"),
            uses("dictionary", "config"), uses("dictionary", "engine.domain"), uses("dictionary", "gateway")),

    CONFIG_KNOWS_NO_MODULE(mayUse("config").because("config lies at the bottom"),
            uses("config", "dictionary"), uses("config", "engine.domain"), uses("config", "gateway")),

    CONFIG_USES_THE_JDK_ALONE(
            classes().that()
                    .resideInAPackage("dev.fixway.config..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("dev.fixway.config..", "java..", "javax..", "org.jspecify.annotations",
                            "com.google.errorprone.annotations")
                    .because("settings are read before anything else is there"),
            touches("config", "org.slf4j.Logger"), touches("config", "picocli.CommandLine")),

    ENGINE_KNOWS_NO_EDGE(mayUse("engine", "config", "dictionary").because("edges and adapters lie above the engine"),
            uses("engine.order", "persistence.journal"), uses("engine.order", "providers.mock"),
            uses("engine.session", "bridge.rest"), uses("engine.session", "gateway")),

    PERSISTENCE_KNOWS_THE_ENGINE_ALONE(
            mayUse("persistence", "engine", "config").because("adapters stand side by side on the engine's ports"),
            uses("persistence.journal", "providers.mock"), uses("persistence.query", "bridge.rest"),
            uses("persistence.h2", "dictionary"), uses("persistence.h2", "gateway")),

    JOURNAL_KNOWS_NO_CHECKPOINT(
            mayUse("persistence.journal", "engine", "config").because("the commit needs no key and no database"),
            uses("persistence.journal", "persistence.checkpoint"), uses("persistence.journal", "persistence.sql")),

    CHECKPOINT_KNOWS_THE_CHAIN_ALONE(
            mayUse("persistence.checkpoint", "persistence.journal", "engine.ledger", "config")
                    .because("what is signed is the chain, whatever stores or answers it"),
            uses("persistence.checkpoint", "persistence.sql"), uses("persistence.checkpoint", "engine.order")),

    PROVIDERS_KNOW_THE_ENGINE_ALONE(
            mayUse("providers", "engine", "config").because("adapters stand side by side on the engine's ports"),
            uses("providers.mock", "persistence.journal"), uses("providers.wire", "bridge.rest"),
            uses("providers.mock", "dictionary"), uses("providers.mock", "gateway")),

    BRIDGE_KNOWS_THE_ENGINE_ALONE(
            mayUse("bridge", "engine", "config").because("an edge talks to the inbox, not to adapters"),
            uses("bridge.rest", "persistence.query"), uses("bridge.rest", "providers.mock"),
            uses("bridge.auth", "dictionary"), uses("bridge.stream", "gateway")),

    // Inside the engine.

    ENGINE_HAS_ITS_PACKAGES(
            classes().that()
                    .resideInAPackage("dev.fixway.engine..")
                    .should()
                    .resideInAnyPackage(Arrows.packages("engine.domain", "engine.ledger", "engine.provider",
                            "engine.market", "engine.order", "engine.risk", "engine.exit", "engine.replay",
                            "engine.reconcile", "engine.session", "engine.codec"))
                    .because("a package without a place in the design would escape the arrows below"),
            code("engine.helper", "class Culprit {}"), code("engine", "class Culprit {}")),

    DOMAIN_KNOWS_NOBODY(mayUse("engine.domain").because("values, facts and events need nothing but themselves"),
            uses("engine.domain", "config"), uses("engine.domain", "engine.ledger"),
            uses("engine.domain", "engine.order")),

    LEDGER_PORT_KNOWS_THE_DOMAIN(
            mayUse("engine.ledger", "engine.domain", "engine.provider", "config").because("a port is below its users"),
            uses("engine.ledger", "engine.order"), uses("engine.ledger", "engine.replay"),
            uses("engine.ledger", "engine.session")),

    PROVIDER_PORT_KNOWS_THE_DOMAIN(
            mayUse("engine.provider", "engine.domain", "engine.ledger", "config").because("a port is below its users"),
            uses("engine.provider", "engine.order"), uses("engine.provider", "engine.reconcile"),
            uses("engine.provider", "engine.codec")),

    MARKET_KNOWS_NO_FIX(Arrows.core("market"), uses("engine.market", "engine.session"),
            uses("engine.market", "engine.codec"), uses("engine.market", "dictionary")),

    ORDER_KNOWS_NO_FIX(Arrows.core("order"), uses("engine.order", "engine.session"),
            uses("engine.order", "engine.codec"), uses("engine.order", "dictionary")),

    RISK_KNOWS_NO_FIX(Arrows.core("risk"), uses("engine.risk", "engine.session"),
            uses("engine.risk", "engine.codec"), uses("engine.risk", "dictionary")),

    EXIT_KNOWS_NO_FIX(Arrows.core("exit"), uses("engine.exit", "engine.session"),
            uses("engine.exit", "engine.codec"), uses("engine.exit", "dictionary")),

    RECONCILE_KNOWS_NO_FIX(Arrows.core("reconcile"), uses("engine.reconcile", "engine.session"),
            uses("engine.reconcile", "engine.codec"), uses("engine.reconcile", "dictionary")),

    REPLAY_USES_DOMAIN_PORTS_AND_JDK(
            classes().that()
                    .resideInAPackage("dev.fixway.engine.replay..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("dev.fixway.engine.replay..", "dev.fixway.engine.domain..",
                            "dev.fixway.engine.ledger..", "dev.fixway.engine.provider..", "java..",
                            "org.jspecify.annotations", "com.google.errorprone.annotations")
                    .because("a check that read messages with the checked code would prove nothing"),
            uses("engine.replay", "engine.codec"), uses("engine.replay", "engine.order"),
            touches("engine.replay", "quickfix.Message"), touches("engine.replay", "org.slf4j.Logger")),

    // Only here.

    QUICKFIX_ONLY_IN_SESSION_CODEC_DICTIONARY(
            onlyIn(List.of("quickfix..", "org.quickfixj..", "org.apache.mina.."), "engine.session", "engine.codec",
                    "dictionary").because("the FIX engine can be replaced at these three places"),
            touches("engine.order", "quickfix.Message"), touches("bridge.rest", "quickfix.Session"),
            touches("gateway", "quickfix.SocketInitiator"),
            touches("engine.domain", "org.apache.mina.core.session.IoSession")),

    SQL_ONLY_IN_PERSISTENCE(
            onlyIn(List.of("java.sql..", "javax.sql..", "org.h2..", "org.postgresql..", "com.zaxxer..",
                    "org.flywaydb.."), "persistence").because("the ledger port hides the database"),
            touches("engine.ledger", "java.sql.Connection"), touches("gateway", "javax.sql.DataSource"),
            touches("bridge.rest", "com.zaxxer.hikari.HikariDataSource"), touches("gateway", "org.h2.Driver"),
            touches("gateway", "org.postgresql.Driver"), touches("gateway", "org.flywaydb.core.Flyway")),

    UNDERTOW_ONLY_IN_THE_BRIDGE(
            onlyIn(List.of("io.undertow..", "org.xnio.."), "bridge").because("the engine knows no HTTP server"),
            touches("engine.order", "io.undertow.Undertow"), touches("gateway", "io.undertow.Undertow"),
            touches("gateway", "org.xnio.XnioIoThread")),

    JACKSON_ONLY_WHERE_JSON_IS_SPOKEN(
            onlyIn(List.of("tools.jackson..", "com.fasterxml.jackson.."), "bridge", "providers", "persistence.query",
                    "gateway").because("canonical bytes and FIX do not depend on a JSON library"),
            touches("engine.ledger", "tools.jackson.databind.ObjectMapper"),
            touches("persistence.journal", "tools.jackson.databind.ObjectMapper"),
            touches("config", "com.fasterxml.jackson.annotation.JsonProperty")),

    ENVIRONMENT_ONLY_IN_CONFIG(
            allExcept("config").should()
                    .accessTargetWhere(Access.READS_ENVIRONMENT)
                    .because("every setting is declared, shown and checked in one place"),
            code("gateway", "class Culprit { String home = System.getenv(\"HOME\"); }"),
            code("providers.mock", "class Culprit { java.util.Map<String, String> all = System.getenv(); }"),
            code("bridge.auth", """
                    class Culprit { java.util.function.UnaryOperator<String> read = System::getenv; }""")),

    CLOCK_ONLY_IN_THE_GATEWAY(
            allExcept("gateway").should()
                    .accessTargetWhere(Access.READS_CLOCK)
                    .because("one clock, injected, so that simulation and replay can drive it"),
            code("engine.order", "class Culprit { Object at = java.time.Instant.now(); }"),
            code("providers.mock", "class Culprit { long at = System.currentTimeMillis(); }"),
            code("bridge.rest", "class Culprit { Object clock = java.time.Clock.systemUTC(); }"),
            code("persistence.h2", "class Culprit { Object clock = java.time.InstantSource.system(); }"),
            code("engine.session", "class Culprit { Object at = new java.util.Date(); }"),
            code("engine.market", """
                    class Culprit { java.util.function.Supplier<java.time.Instant> at = java.time.Instant::now; }""")),

    LOCAL_TIME_ONLY_IN_THE_GATEWAY(
            allExcept("gateway").should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.time.LocalDateTime")
                    .because("a time without a zone is a guess"),
            touches("engine.codec", "java.time.LocalDateTime")),

    // Shape.

    VENUES_DO_NOT_KNOW_EACH_OTHER(
            slices().matching("dev.fixway.providers.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("dev.fixway.providers.wire.."))
                    .because("a venue's adapter changes alone; what they share is in wire"),
            uses("providers.alpaca", "providers.mock"), uses("providers.wire", "providers.mock")),

    DOMAIN_HAS_NO_BINARY_FRACTIONS(
            noFields().that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage("dev.fixway.engine.domain..")
                    .should()
                    .haveRawType(Access.BINARY_FRACTION)
                    .because("prices and quantities are exact"),
            code("engine.domain", "class Culprit { double price; }"),
            code("engine.domain", "class Culprit { float price; }"),
            code("engine.domain", "record Culprit(Double price) {}"),
            code("engine.domain", "class Culprit { Float price; }"),
            code("engine.domain", "class Culprit { double[][] prices; }")),

    PACKAGES_HAVE_NO_CYCLES(
            slices().matching("dev.fixway.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("what lives in a circle can only be changed together"),
            uses("engine.order", "engine.risk").and(code("engine.risk", """
                    public class Victim { dev.fixway.engine.order.Back back; }"""))
                    .and("engine.order.Back", "public class Back {}"),
            uses("bridge.rest", "bridge.auth").and(code("bridge.auth", """
                    public class Victim { dev.fixway.bridge.rest.Back back; }"""))
                    .and("bridge.rest.Back", "public class Back {}")),

    // A lost reply is a doubt, never a reason to send again.

    ONE_CLASS_SUBMITS(
            classes().that(Access.SUBMIT_FROM_OUTSIDE_PROVIDERS)
                    .should(Access.beOneClass())
                    .because("an order leaves at one place, after its commit"),
            Fixture.submits("engine.order", "First").and(Fixture.submits("engine.order", "Culprit")),
            Fixture.submits("engine.order", "First").and(Fixture.submits("engine.reconcile", "Culprit"))),

    NOTHING_SUBMITS_AGAIN(
            noClasses().that()
                    .resideInAPackage("dev.fixway..")
                    .should()
                    .accessTargetWhere(Access.SUBMITS_IN_A_RETRY)
                    .because("an order is never doubled"),
            Fixture.submits("engine.order", "RetryCulprit"), Fixture.submits("providers.wire", "CulpritRetry"),
            code("engine.order", """
                    class Culprit {
                        void retrySend(dev.fixway.engine.provider.Provider provider) { provider.submit(null); }
                    }""").and("engine.provider.Provider", Fixture.PROVIDER));

    private final ArchRule rule;
    private final List<Fixture> violations;

    ArchitectureRule(ArchRule rule, Fixture... violations) {
        // A package of the design may have no class yet.
        this.rule = rule.allowEmptyShould(true);
        this.violations = List.of(violations);
    }

    ArchRule rule() {
        return rule;
    }

    List<Fixture> violations() {
        return violations;
    }
}
