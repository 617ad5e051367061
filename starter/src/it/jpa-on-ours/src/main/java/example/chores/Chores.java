package example.chores;

import org.springframework.data.jpa.repository.JpaRepository;

interface Chores extends JpaRepository<Chore, Long> {}
