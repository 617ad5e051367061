package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.benchmarks.faults.load.Breakage;
import io.gatekeeper.db.servers.ReplicatedServer;
import java.util.List;

/** What must be found, or nothing is proven: breakages of callers, and settings under which nothing can be promised. */
final class BrokenVariants {

    private BrokenVariants() {}

    static List<Fault> list() {
        return List.of(
                new Fault(
                        "without-lock",
                        "a document read, changed and written back without a lock",
                        scene -> AllFaults.play(scene.broken(Breakage.UNLOCKED))),
                new Fault(
                        "without-key",
                        "a repeated append with a start of its own, acknowledgements cut",
                        scene -> AllFaults.answersCut(scene.broken(Breakage.WITHOUT_KEY), 20)),
                new Fault(
                        "failure-swallowed",
                        "an exception taken for a success, server down",
                        scene -> AllFaults.serverDown(scene.broken(Breakage.SWALLOWED))),
                new Fault(
                        "stored-later",
                        "acknowledged before it is stored, caller killed",
                        scene -> AllFaults.callerKilled(scene.broken(Breakage.BUFFERED))),
                new Fault(
                        "unknown-assumed",
                        "an unknown outcome taken for a failure, acknowledgements cut",
                        scene -> AllFaults.answersCut(scene.broken(Breakage.ASSUMED), 20)),
                new Fault(
                        "closed-again",
                        "a close of the latest viewing repeated, acknowledgements cut",
                        scene -> AllFaults.answersCut(scene.broken(Breakage.CLOSED_AGAIN), 5)),
                new Fault(
                        "without-limits",
                        "socket-timeout 2 min, network silent",
                        scene -> AllFaults.networkSilent(scene.with("gatekeeper.db.socket-timeout", "2m"))),
                new Fault(
                        "commit-not-written",
                        "synchronous_commit = off, server killed",
                        scene -> AllFaults.serverKilled(scene, "synchronous_commit", "off", "wal_writer_delay", "10s")),
                new Fault("standby-behind", "asynchronous standby promoted", BrokenVariants::standbyBehind));
    }

    private static void standbyBehind(Scene scene) throws Exception {
        ReplicatedServer servers = scene.replicatedServer();
        AllFaults.loadBoth(scene, servers);
        scene.repeat(1, () -> {
            servers.replication().fallSilent();
            scene.pause(0.1);
            AllFaults.promote(scene, servers);
        });
    }
}
