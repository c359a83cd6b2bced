package org.chainrule.spark.fit;

import org.apache.spark.util.AccumulatorV2;

/** A weighted mean for Spark's UI; takes pairs of weighted sum and weight. */
final class MeanLoss extends AccumulatorV2<double[], Double> {
    private static final long serialVersionUID = 1L;

    private double sum;
    private double weight;

    @Override
    public boolean isZero() {
        return weight == 0 && sum == 0;
    }

    @Override
    public AccumulatorV2<double[], Double> copy() {
        MeanLoss copy = new MeanLoss();
        copy.merge(this);
        return copy;
    }

    @Override
    public void reset() {
        sum = 0;
        weight = 0;
    }

    @Override
    public void add(double[] pair) {
        sum += pair[0];
        weight += pair[1];
    }

    @Override
    public void merge(AccumulatorV2<double[], Double> other) {
        MeanLoss that = (MeanLoss) other;
        sum += that.sum;
        weight += that.weight;
    }

    @Override
    public Double value() {
        return weight == 0 ? 0 : sum / weight;
    }
}
