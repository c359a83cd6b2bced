package org.chainrule.tabular.encode;

/** Of text. */
record TextFacts(String column, long missing) implements ColumnFacts {}
