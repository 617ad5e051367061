package io.gatekeeper.db.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class HouseApplication {}
