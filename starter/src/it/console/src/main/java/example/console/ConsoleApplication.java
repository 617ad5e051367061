package example.console;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ConsoleApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ConsoleApplication.class, arguments);
    }
}
