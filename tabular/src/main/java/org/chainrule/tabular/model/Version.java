package org.chainrule.tabular.model;

/** The version of this library, as model files and reports record it. */
public final class Version {
    /** The version, as in the pom. */
    public static final String CURRENT = "0.1.0";

    private Version() {}
}
