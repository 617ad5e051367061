package example.chores;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

@Entity
public class Chore {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String child;

    protected Chore() {}

    public Chore(String child) {
        this.child = child;
    }

    public String child() {
        return child;
    }
}
