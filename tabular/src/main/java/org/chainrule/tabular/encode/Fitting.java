package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** An encoder that is fitted, column by column. */
final class Fitting {
    private final EncoderOptions options;
    private final ColumnFitter fitter;
    private final List<ColumnEncoding> encodings = new ArrayList<>();

    /**
     * Begins.
     *
     * @param options what the preset decides
     * @param scratch overwritten; room for the sample of a column
     * @param rows    training rows
     * @throws IllegalArgumentException without training rows
     */
    Fitting(EncoderOptions options, double[] scratch, long rows) {
        if (rows == 0) {
            throw new IllegalArgumentException("an encoder needs at least one training row, found none");
        }
        this.options = options;
        this.fitter = new ColumnFitter(options, scratch);
    }

    /** Adds a feature; the sums of the target where {@link TextFitter#levelsWithMeans} names levels. */
    void add(ColumnFacts facts, ColumnSchema feature, @Nullable TargetSums sums) {
        encodings.add(fitter.fit(facts, feature.kind(), sums));
    }

    /** The encoder. */
    Encoder encoder() {
        if (!options.dropConstants()) {
            return new Encoder(encodings);
        }
        List<ColumnEncoding> varying = encodings.stream()
                .filter(encoding -> !ColumnFitter.isConstant(encoding))
                .toList();
        // A network needs an input: without a varying column one constant column stays.
        return new Encoder(varying.isEmpty() ? encodings.subList(0, Math.min(1, encodings.size())) : varying);
    }
}
