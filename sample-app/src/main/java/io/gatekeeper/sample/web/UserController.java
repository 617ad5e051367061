package io.gatekeeper.sample.web;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.sample.gate.GatedViewings;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Of whom and of which devices something is recorded; renamed, merged or removed, with their limits. */
@RestController
@RequestMapping("/api/v1")
class UserController {

    private final ViewRecordRepository viewings;
    private final ViewingCorrections corrections;
    private final GatedViewings gated;
    private final ServiceLimits limits;
    private final GatekeeperDb db;

    UserController(
            ViewRecordRepository viewings,
            ViewingCorrections corrections,
            GatedViewings gated,
            ServiceLimits limits,
            GatekeeperDb db) {
        this.viewings = viewings;
        this.corrections = corrections;
        this.gated = gated;
        this.limits = limits;
        this.db = db;
    }

    /** Page by page, in the order of the ids. */
    @GetMapping("/users")
    List<String> users(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(name = "at_most", defaultValue = "100") int atMost) {
        return Fields.usable("at_most", () -> viewings.findUsers(after, atMost));
    }

    /** By client id, the name that each device had last. */
    @GetMapping("/devices")
    SortedMap<String, String> devices(@RequestParam String user) {
        return viewings.findDevices(Fields.key("user", user));
    }

    @PostMapping("/users/move")
    Map<String, Integer> moveUser(@RequestBody Move request) {
        String from = Fields.key("from", request.from());
        String to = Fields.key("to", request.to());
        return Map.of(
                "viewings",
                Fields.usable(
                        "to",
                        () -> db.transactions().execute(status -> {
                            limits.move(from, to);
                            return corrections.moveUser(from, to);
                        })));
    }

    @PostMapping("/devices/move")
    Map<String, Integer> moveDevice(@RequestBody Move request) {
        String user = Fields.key("user_name", request.userName());
        String from = Fields.key("from", request.from());
        String to = Fields.key("to", request.to());
        return Map.of("viewings", Fields.usable("to", () -> corrections.moveDevice(user, from, to)));
    }

    /** What the user still watches is blocked and ends first. */
    @PostMapping("/users/delete")
    Map<String, Boolean> deleteUser(@RequestBody Delete request) {
        String user = Fields.key("user_name", request.userName());
        gated.closeAll(user);
        return Map.of("deleted", db.transactions().execute(status -> {
            boolean hadLimits = limits.delete(user);
            return viewings.deleteUser(user) || hadLimits;
        }));
    }

    /** From one id to another, of a user or of a user's devices. */
    record Move(
            @Nullable String userName,
            @Nullable String from,
            @Nullable String to) {}

    record Delete(@Nullable String userName) {}
}
