/**
 * Trained models served over HTTP: JSON by column names, the Open Inference Protocol, an OpenAPI document, metrics, a log, and a page to try a prediction by
 * hand. Start at {@link org.chainrule.studio.serve.ModelServer}; {@link org.chainrule.studio.serve.ServeRoutes} is what it answers, the server itself is
 * {@link org.chainrule.studio.http.LocalServer}. Uses core, tabular, {@code studio.http} and the client library of Prometheus.
 */
@NullMarked
package org.chainrule.studio.serve;

import org.jspecify.annotations.NullMarked;
