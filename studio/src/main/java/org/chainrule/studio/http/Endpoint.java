package org.chainrule.studio.http;

/** Answers requests that the guard has let through. Called by several threads at once. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers.
     *
     * @param call the request, read to its end
     * @return the answer
     * @throws Refusal with a status of its choice; of other exceptions {@link Failures} makes an answer
     */
    Answer answer(Call call);
}
