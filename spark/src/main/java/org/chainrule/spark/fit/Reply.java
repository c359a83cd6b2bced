package org.chainrule.spark.fit;

import java.io.Serializable;
import java.util.function.Supplier;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * What an executor sends back: an answer, or what the user can mend. The latter travels as a value, so that Spark neither tries the task again, which would not help, nor
 * fills the log with stack traces.
 *
 * @param value the answer; null with an error
 * @param error the error; null with an answer
 */
record Reply<T extends Serializable>(
        @Nullable T value, @Nullable UserException error) implements Serializable {
    /** Computes an answer. */
    static <T extends Serializable> Reply<T> of(Supplier<T> answer) {
        try {
            return new Reply<>(answer.get(), null);
        } catch (UserException mistake) {
            return new Reply<>(null, mistake);
        }
    }

    /**
     * The answer.
     *
     * @throws UserException what the executor found
     */
    T get() {
        if (value == null) {
            throw error != null ? error : new IllegalStateException("a reply without a value");
        }
        return value;
    }
}
