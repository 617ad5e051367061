package io.gatekeeper.db.jdbc;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether Spring is telling those who asked for it that a transaction has ended. Its connection is bound until they all know,
 * and looks as it did before; only the stack says what is going on.
 */
final class Callbacks {

    private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    /** Who of these stands between a callback and us may have begun another transaction. */
    private static final Set<Class<?>> BEGINNERS = Set.of(TransactionTemplate.class, TransactionAspectSupport.class);

    private Callbacks() {}

    static boolean areRunning() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            List<TransactionSynchronization> told = TransactionSynchronizationManager.getSynchronizations();
            return !told.isEmpty() && STACK.walk(frames -> isAfterCommit(frames, told));
        }
        // Ends before afterCompletion, while the transaction counts as active until others have begun and ended theirs.
        return TransactionSynchronizationManager.isActualTransactionActive()
                || STACK.walk(frames -> frames.anyMatch(frame -> calls(frame, "invokeAfterCompletion")));
    }

    /** Whether one of those that this transaction tells is being told, and has begun no other since. */
    private static boolean isAfterCommit(Stream<StackFrame> frames, List<TransactionSynchronization> told) {
        Class<?> callee = Callbacks.class;
        for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
            StackFrame frame = each.next();
            if (calls(frame, "invokeAfterCommit")) {
                return told.stream().anyMatch(callee::isInstance);
            }
            callee = frame.getDeclaringClass();
            if (BEGINNERS.contains(callee)) {
                return false;
            }
        }
        return false;
    }

    private static boolean calls(StackFrame frame, String callback) {
        return frame.getDeclaringClass() == TransactionSynchronizationUtils.class
                && frame.getMethodName().equals(callback);
    }
}
