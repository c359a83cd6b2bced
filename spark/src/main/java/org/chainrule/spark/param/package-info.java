/**
 * The parameters of the estimators and models in the conventions of Spark ML, by theme: a parameter, its check and its words are written once, whoever has it. Start at
 * {@link org.chainrule.spark.param.TrainingParams}; {@code Rule} says what values are possible, {@code Options} makes parameters. Uses Spark ML, and of tabular and core the names of presets,
 * likelihoods and the like.
 */
@NullMarked
package org.chainrule.spark.param;

import org.jspecify.annotations.NullMarked;
