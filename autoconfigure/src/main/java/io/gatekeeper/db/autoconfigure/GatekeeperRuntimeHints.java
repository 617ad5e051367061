package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeHint;

/** What a native image must contain although no code names it. Spring itself adds the properties and the analyzers. */
final class GatekeeperRuntimeHints implements RuntimeHintsRegistrar {

    /** Where scripts of the application's own stand. */
    static final String SCRIPTS = "gatekeeper/*.sql";

    private static final String OWN_SCRIPTS = "io/gatekeeper/db/schema/*.sql";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern(SCRIPTS).registerPattern(OWN_SCRIPTS);
        hints.reflection().registerType(HikariConfig.class, GatekeeperRuntimeHints::copiedFields);
    }

    /** HikariCP copies its settings field by field. */
    private static void copiedFields(TypeHint.Builder type) {
        Arrays.stream(HikariConfig.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName)
                .forEach(type::withField);
    }
}
