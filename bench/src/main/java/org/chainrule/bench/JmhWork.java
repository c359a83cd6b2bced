package org.chainrule.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a benchmark did, so that JMH reports it per second: {@link JmhCommand} sets it against the peak. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class JmhWork {
    /** Operations, a multiply-add counts as two. */
    public double flop;
    /** Numbers that an elementwise kernel went over. */
    public double elements;
    /** Rows that went through. */
    public double rows;

    /** Called by JMH. */
    public JmhWork() {}
}
