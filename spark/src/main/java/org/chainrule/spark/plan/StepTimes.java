package org.chainrule.spark.plan;

import java.io.Serializable;

/**
 * What a task found out about steps.
 *
 * @param costs   of the last of them
 * @param steady  whether those were alike; otherwise the virtual machine was still compiling, and the costs are upper bounds
 * @param seconds how long that took
 */
public record StepTimes(StepCosts costs, boolean steady, double seconds) implements Serializable {}
