package io.gatekeeper.sample.web;

import io.gatekeeper.sample.household.Household;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What there is to choose from, in the order of the configuration. */
@JsonNaming(SnakeCaseStrategy.class)
record HouseholdResponse(
        String zone, List<String> children, List<Named> devices, List<Named> services, List<QuickAction> quickActions) {

    record Named(String id, String name) {}

    /** Where there are no minutes, the services are blocked. */
    record QuickAction(
            String name, List<String> services, @Nullable Long minutes) {

        static QuickAction of(String name, Household.QuickAction action) {
            Duration time = action.allowFor();
            return new QuickAction(name, action.services(), time == null ? null : time.toMinutes());
        }
    }

    static HouseholdResponse of(String zone, Household household) {
        return new HouseholdResponse(
                zone,
                household.children(),
                list(household.devices(), Named::new),
                list(household.services(), Named::new),
                list(household.quickActions(), QuickAction::of));
    }

    private static <V, R> List<R> list(Map<String, V> values, BiFunction<String, V, R> mapping) {
        return values.entrySet().stream()
                .map(entry -> mapping.apply(entry.getKey(), entry.getValue()))
                .toList();
    }
}
