package example.household;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class HouseholdApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(HouseholdApplication.class, arguments);
    }
}
