package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.StringUtils;

/** A native image holds only what it is told of. */
class RuntimeHintsTests {

    private final RuntimeHints hints = new RuntimeHints();

    @Test
    void theAutoConfigurationBringsTheHints() {
        assertThat(AnnotatedElementUtils.getMergedAnnotation(
                        GatekeeperAutoConfiguration.class, ImportRuntimeHints.class))
                .isNotNull()
                .satisfies(imported -> assertThat(imported.value()).containsExactly(GatekeeperRuntimeHints.class));
    }

    @Test
    void everyScriptInTheFolderOfScriptsIsIncluded() throws IOException {
        registerOurs();

        assertThat(new PathMatchingResourcePatternResolver().getResources("classpath*:gatekeeper/**"))
                .filteredOn(Resource::isReadable)
                .isNotEmpty()
                .allSatisfy(script -> assertThat(
                                RuntimeHintsPredicates.resource().forResource("gatekeeper/" + script.getFilename()))
                        .accepts(hints));
    }

    @Test
    void aScriptElsewhereIsNot() {
        registerOurs();

        assertThat(RuntimeHintsPredicates.resource().forResource("schema.sql")).rejects(hints);
    }

    @Test
    void everySettingOfThePoolCanBeCopied() {
        registerOurs();
        List<Field> settings = Arrays.stream(HikariConfig.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();

        assertThat(settings)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        field -> assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field))
                                .accepts(hints));
    }

    /** The list is ours, the hints for it are Spring's. */
    @Test
    void everyFailureAnalyzerOfOursCanBeCreated() throws IOException {
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));

        assertThat(ourAnalyzers())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(analyzer -> assertThat(RuntimeHintsPredicates.reflection()
                                .onConstructorInvocation(analyzer.getDeclaredConstructor()))
                        .accepts(hints));
    }

    private static List<Class<?>> ourAnalyzers() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Resource factories :
                new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/spring.factories")) {
            names.addAll(StringUtils.commaDelimitedListToSet(
                    PropertiesLoaderUtils.loadProperties(factories).getProperty(FailureAnalyzer.class.getName())));
        }
        return names.stream()
                .filter(name -> name.startsWith("io.gatekeeper."))
                .<Class<?>>map(RuntimeHintsTests::type)
                .toList();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void registerOurs() {
        new GatekeeperRuntimeHints().registerHints(hints, getClass().getClassLoader());
    }
}
