/** What the settings would cost, asked while they change. */
import { effect, signal } from "./dom.js";
import { plan } from "./api.js";
import { runs, watching } from "./store.js";

/** The latest answer of `/api/plan` for each side; `problem` is what is wrong with the settings. */
export const plans = { a: signal({ answer: null, problem: null }), b: signal({ answer: null, problem: null }) };

/** Begins to ask for plans whenever settings change. */
export function followPlans() {
  for (const key of ["a", "b"]) {
    let timer = 0;
    let asking = null;
    effect(() => {
      const settings = runs[key].settings.value;
      if (!settings || watching.value) return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        asking?.abort();
        asking = new AbortController();
        try {
          plans[key].value = { answer: await plan(settings, asking.signal), problem: null };
        } catch (problem) {
          if (problem.name !== "AbortError") plans[key].value = { answer: null, problem: problem.message };
        }
      }, 120);
    });
  }
}
