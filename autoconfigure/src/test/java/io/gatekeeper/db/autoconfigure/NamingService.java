package io.gatekeeper.db.autoconfigure;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** The little of an application server's naming service that looks up what was bound. */
public final class NamingService implements InitialContextFactory {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    public static void bind(String name, Object value) {
        BOUND.put(name, value);
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        return new InitialContext(true) {

            @Override
            public Object lookup(String name) throws NamingException {
                Object value = BOUND.get(name);
                if (value == null) {
                    throw new NameNotFoundException(name);
                }
                return value;
            }
        };
    }
}
