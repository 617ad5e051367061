package io.gatekeeper.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The console. */
@SpringBootApplication(proxyBeanMethods = false)
public class SampleApplication {

    /**
     * Starts the console.
     *
     * @param args properties as {@code --name=value}, or {@code --smoke} for a run that checks itself and ends
     */
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}
