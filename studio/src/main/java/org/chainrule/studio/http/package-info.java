/**
 * The studio's server. {@link org.chainrule.studio.http.LocalServer} is any server for this machine alone, with everything that keeps strangers out;
 * {@link org.chainrule.studio.http.StudioRoutes} is what the studio answers; start at {@link org.chainrule.studio.http.StudioServer}.
 */
@NullMarked
package org.chainrule.studio.http;

import org.jspecify.annotations.NullMarked;
