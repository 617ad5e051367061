package io.gatekeeper.sample.web;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/** The console on its own PostgreSQL, with a clock to set, and without mia and ben or an open viewing. */
@SpringBootTest(properties = "sample.close-overdue-every=0s")
@AutoConfigureMockMvc
@Import(ApiTest.ClockConfiguration.class)
abstract class ApiTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private SettableClock clock;

    @BeforeEach
    void forgetMiaAndBenAndWhoeverWatches(@Autowired ViewRecordRepository viewings) {
        viewings.deleteUser("mia");
        viewings.deleteUser("ben");
        viewings.deleteUser("a\\b");
        viewings.findOpen().forEach(viewing -> viewings.deleteUser(viewing.userId()));
    }

    void at(String time) {
        clock.set(time);
    }

    MockMvcRequestBuilder start(String json) {
        return change("", json);
    }

    MockMvcRequestBuilder close(String json) {
        return change("/close", json);
    }

    MockMvcRequestBuilder block(String json) {
        return change("/block", json);
    }

    MockMvcRequestBuilder extend(String json) {
        return change("/extend", json);
    }

    MockMvcRequestBuilder change(String path, String json) {
        return post("/viewings" + path, json);
    }

    MockMvcRequestBuilder post(String path, String json) {
        return mvc.post()
                .uri("/api/v1" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
    }

    MockMvcRequestBuilder get(String path, Object... variables) {
        return mvc.get().uri("/api/v1" + path, variables);
    }

    MockMvcRequestBuilder put(String json, String path, Object... variables) {
        return mvc.put()
                .uri("/api/v1" + path, variables)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
    }

    MockMvcRequestBuilder page() {
        return mvc.get().uri("/");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ClockConfiguration {

        @Bean
        SettableClock clock() {
            return new SettableClock(Instant.EPOCH);
        }
    }
}
