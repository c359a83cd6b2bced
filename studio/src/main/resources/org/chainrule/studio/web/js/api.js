/** The requests of docs/studio-api.md. Every failure becomes an Error with a message that can be shown as it is. */

/** Said when nothing answers; taken back when something does. */
export const NO_ANSWER = "The studio does not answer. Is the program in the terminal still running? Start it again and reload this page.";

/** A request that failed: `status` is the server's, 0 when it did not answer. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  throw new ApiError(body?.error ?? `The studio answered ${response.status}; look at the terminal that runs it.`, response.status);
}

async function request(method, path, body, signal) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiError(NO_ANSWER, 0);
  }
  return answer(response);
}

const get = (path, values = {}) => {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined));
  return request("GET", query.size ? `${path}?${query}` : path);
};
const post = (path, body, signal) => request("POST", path, body, signal);

let kept = null;

/** `GET /api/catalog` */
export const catalog = () => get("/api/catalog");

/** `POST /api/plan` */
export const plan = (settings, signal) => post("/api/plan", settings, signal);

/** `GET /api/source`, asked once. */
export const source = () => (kept ??= get("/api/source").catch((problem) => {
  kept = null;
  throw problem;
}));

/** `POST /api/runs` */
export const createRun = (settings) => post("/api/runs", settings);

/** `GET /api/runs/ID` */
export const run = (id) => get(`/api/runs/${encodeURIComponent(id)}`);

/** `DELETE /api/runs/ID`; `keepalive` lets it reach the server when the page closes. */
export const removeRun = (id) => fetch(`/api/runs/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true }).catch(() => null);

/** Where the events of a run come from. */
export const eventsOf = (id) => `/api/runs/${encodeURIComponent(id)}/events`;

/** Where a run's model can be downloaded. */
export const modelOf = (id) => `/api/runs/${encodeURIComponent(id)}/model`;

/**
 * The requests of one run, as docs/studio-page.md gives them to panels.
 * @param {string} id the run
 * @param {(frame: object, edit?: {address: string, value: number}) => void} took called with each frame that comes back
 */
export function bound(id, took) {
  const base = `/api/runs/${encodeURIComponent(id)}`;
  const framed = (promise, edit) => promise.then((frame) => {
    took(frame, edit);
    return frame;
  });
  return {
    control: (what, stepsPerSecond) => framed(post(`${base}/control`, stepsPerSecond === undefined ? { do: what } : { do: what, stepsPerSecond })),
    travel: (step) => framed(post(`${base}/travel`, { step })),
    edit: (address, value) => framed(post(`${base}/edit`, { weight: address, value }), { address, value }),
    frame: () => framed(get(`${base}/frame`)),
    pass: (row = "next") => get(`${base}/pass`, { row }),
    explain: (weight, row = "batch", paths = 10) => get(`${base}/explain`, { weight, row, paths }),
    weights: (window) => get(`${base}/weights`, window),
    unit: (layer, unit) => get(`${base}/unit`, { layer, unit }),
    death: (layer, unit) => get(`${base}/death`, { layer, unit }),
    remove: () => removeRun(id),
    source,
    create: (settings) => createRun(settings).then((made) => ({ ...made, api: bound(made.run, () => {}) })),
  };
}
