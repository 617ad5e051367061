package io.gatekeeper.sample.household;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the household from the configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Household.class)
class HouseholdConfiguration {}
