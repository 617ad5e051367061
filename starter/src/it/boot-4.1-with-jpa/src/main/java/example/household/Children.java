package example.household;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

public interface Children extends JpaRepository<Child, Long> {

    Optional<Child> findByName(String name);
}
