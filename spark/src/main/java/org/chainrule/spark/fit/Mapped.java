package org.chainrule.spark.fit;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator over what a function makes of each element, when it is asked for: one shard's memory at a time. */
final class Mapped<A, B> implements Iterator<B> {
    private final Iterator<A> source;
    private final Function<A, B> function;

    private Mapped(Iterator<A> source, Function<A, B> function) {
        this.source = source;
        this.function = function;
    }

    static <A, B> Iterator<B> of(Iterator<A> source, Function<A, B> function) {
        return new Mapped<>(source, function);
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public B next() {
        return function.apply(source.next());
    }
}
