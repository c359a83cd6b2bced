package org.chainrule.tabular.schema;

/** What is asked of a model. */
public enum Task {
    /** One of two or more classes. */
    CLASSIFICATION,
    /** A number. */
    REGRESSION
}
