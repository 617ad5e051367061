package example.bom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTests {

    private static final List<String> CLASS_PATH = Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getProperty("java.class.path"))
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();

    @Test
    void bootStaysOnItsLine() {
        assertThat(CLASS_PATH)
                .filteredOn(jar -> jar.startsWith("spring-boot"))
                .isNotEmpty()
                .allMatch(jar -> jar.endsWith("-3.5.16.jar"));
    }

    @Test
    void soDoesSpring() {
        assertThat(CLASS_PATH)
                .filteredOn(jar -> jar.matches("spring-(?!boot)[a-z]+-[0-9].*"))
                .isNotEmpty()
                .allMatch(jar -> jar.contains("-6.2."));
    }
}
