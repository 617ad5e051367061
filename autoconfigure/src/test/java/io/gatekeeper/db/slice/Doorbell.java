package io.gatekeeper.db.slice;

import org.springframework.stereotype.Component;

@Component
class Doorbell {}
