/** The vendored page library in one place: Preact, its hooks, htm's templates and signals. */
import { h, render } from "../vendor/preact.js";
import htm from "../vendor/htm.js";

export { render };
export { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId } from "../vendor/hooks.js";
export { signal, computed, effect, batch } from "../vendor/signals.js";

/** Template tag: html`<p class="x">${text}</p>` is a Preact element; values enter as text or properties, never as markup. */
export const html = htm.bind(h);
