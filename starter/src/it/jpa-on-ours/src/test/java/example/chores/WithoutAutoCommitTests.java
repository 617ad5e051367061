package example.chores;

import org.springframework.test.context.TestPropertySource;

/** As Hibernate's documentation recommends, so that it need not ask each connection. */
@TestPropertySource(
        properties = {
            "gatekeeper.db.hikari.auto-commit=false",
            "spring.jpa.properties.hibernate.connection.provider_disables_autocommit=true"
        })
class WithoutAutoCommitTests extends HouseholdTests {}
