package org.okiagari.api;

import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Makes the names of all our beans; no other class spells them. */
public final class ObjectNames {
    /** The JMX domain of all our beans. */
    public static final String DOMAIN = "okiagari";

    /** The one bean of a server. */
    public static final ObjectName AGENT = name(DOMAIN + ":type=Agent");

    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_.\\-/@+]+");

    private ObjectNames() {}

    /** Returns the name of the bean of one running pcheck; {@code pcheck} is the base name of its pfile. */
    public static ObjectName pcheck(String pcheck) {
        return name(DOMAIN + ":pcheck=" + value(pcheck) + ",type=Pcheck");
    }

    /** Returns the name of the bean of one PENT. */
    public static ObjectName pent(String pcheck, String pname, int pentId) {
        return name(DOMAIN + ":pcheck=" + value(pcheck) + ",type=Pent,name=" + value(pname) + ",id=" + pentId);
    }

    /** Returns {@code text} as the value of a key: quoted only where it holds a character that is not plain. */
    public static String value(String text) {
        return PLAIN.matcher(text).matches() ? text : ObjectName.quote(text);
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("An own bean name is malformed: " + text, e);
        }
    }
}
