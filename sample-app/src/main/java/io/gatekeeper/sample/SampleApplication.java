package io.gatekeeper.sample;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The console; with {@code --demo}, with a household and its last month to look around in; with {@code --smoke}, a run of
 * the console that checks itself and ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class SampleApplication {

    /** Starts the console, with properties as {@code --name=value}, {@code --demo} or {@code --smoke}. */
    public static void main(String[] args) {
        SpringApplication console = new SpringApplication(SampleApplication.class);
        if (Arrays.asList(args).contains("--demo")) {
            console.setAdditionalProfiles("demo");
        }
        console.run(args);
    }
}
