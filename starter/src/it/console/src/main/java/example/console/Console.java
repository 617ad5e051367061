package example.console;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A television that is blocked until somebody unblocks a service on it. */
@Component
class Console {

    private static final String TELEVISION = "192.168.1.20";

    private final ViewRecordRepository viewings;

    Console(ViewRecordRepository viewings) {
        this.viewings = viewings;
    }

    void unblock(String child, String service, Duration time) {
        viewings.append(NewViewing.timed(child, TELEVISION, "Television", service, time));
    }

    void block(String child, String service) {
        viewings.close(child, TELEVISION, service);
    }

    List<Viewing> blockWhatIsOver() {
        return viewings.closeOverdue();
    }

    List<Viewing> unblocked() {
        return viewings.findOpen();
    }

    Duration screenTime(String child, LocalDate day) {
        return viewings.usage(UsageQuery.of(child, day)).days().get(0).screenTime();
    }

    Map<String, Long> secondsToday(String child) {
        return viewings.secondsToday(child);
    }
}
