package example.chores;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** Who has done a chore may watch, and the television is switched over: all of it, or nothing. */
@Component
class Household {

    private final Chores chores;
    private final ViewRecordRepository viewings;
    private final ApplicationEventPublisher events;

    Household(Chores chores, ViewRecordRepository viewings, ApplicationEventPublisher events) {
        this.chores = chores;
        this.viewings = viewings;
        this.events = events;
    }

    @Transactional
    public void reward(String child, Runnable inTheEnd) {
        chores.saveAndFlush(new Chore(child));
        viewings.append(on("tv", child, "films"));
        viewings.appendAll(List.of(on("tv", child, "music"), on("tablet", child, "music")));
        viewings.close(child, "tv", "films");
        inTheEnd.run();
    }

    @Transactional
    public void announce(String child) {
        chores.saveAndFlush(new Chore(child));
        events.publishEvent(new Rewarded(child));
    }

    @TransactionalEventListener
    public void unblock(Rewarded rewarded) {
        viewings.append(on("tv", rewarded.child(), "films"));
        viewings.appendAll(List.of(on("tablet", rewarded.child(), "music")));
    }

    static NewViewing on(String client, String child, String service) {
        return NewViewing.unlimited(child, client, client, service);
    }

    record Rewarded(String child) {}
}
