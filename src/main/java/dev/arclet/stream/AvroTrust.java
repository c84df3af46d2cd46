package dev.arclet.stream;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make objects of this project's generated classes. Since 1.12.1 it makes none but those of trusted packages, and the only other
 * way to name them is a system property, which whoever embeds these classes would have to know of.
 */
final class AvroTrust {
    private static final String OWN = "dev.arclet.";

    static {
        ClassSecurityPredicate own = type -> type.getName().startsWith(OWN);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), own));
    }

    private AvroTrust() {}

    /** Given once this class is loaded. */
    static void establish() {}
}
