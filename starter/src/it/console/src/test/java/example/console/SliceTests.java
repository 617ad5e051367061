package example.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.GatekeeperTest;
import io.gatekeeper.db.testing.TestPostgresConfiguration;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.DispatcherServlet;

@GatekeeperTest
@Import(TestPostgresConfiguration.class)
class SliceTests {

    @Autowired
    private ApplicationContext application;

    @Test
    void theRepositoryIsThere() {
        assertThat(application.getBean(ViewRecordRepository.class).findOpen()).isEmpty();
    }

    @RepeatedTest(2)
    void aMethodLeavesNothingBehindForTheNext() {
        ViewRecordRepository viewings = application.getBean(ViewRecordRepository.class);
        assertThat(viewings.findOpen()).isEmpty();

        viewings.append(NewViewing.unlimited("ann", "tv", "Television", "films"));

        assertThat(viewings.findOpen()).hasSize(1);
    }

    @Test
    void componentsOfTheApplicationAreNot() {
        assertThat(application.getBeansOfType(Console.class)).isEmpty();
    }

    @Test
    void norIsWhatElseSpringBootConfigures() {
        assertThat(application.getBeansOfType(DataSource.class)).hasSize(1);
        assertThat(application.getBeansOfType(PlatformTransactionManager.class)).hasSize(1);
        assertThat(application.getBeansOfType(DispatcherServlet.class)).isEmpty();
    }
}
