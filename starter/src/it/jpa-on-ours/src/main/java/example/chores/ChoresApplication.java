package example.chores;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ChoresApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ChoresApplication.class, arguments);
    }
}
