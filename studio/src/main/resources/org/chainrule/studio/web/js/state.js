/** Settings and the address: the fragment says everything that differs from the catalogue's defaults, so that a link reproduces the page. */

const WHOLE = new Set(["points", "dataSeed", "batchSize", "epochs", "seed"]);
const REAL = new Set(["noise", "trainShare", "dropout", "learningRate", "l1", "l2", "weightDecay", "clipNorm"]);

/** The keys of the settings, in the order of the address. */
export const KEYS = ["problem", "noise", "points", "trainShare", "dataSeed", "features", "layers", "dropout", "likelihood", "optimizer", "learningRate",
  "schedule", "l1", "l2", "weightDecay", "clipNorm", "batchSize", "epochs", "seed", "precision"];

/** Keys that only a drawn problem has. */
export const DRAWN_ONLY = new Set(["noise", "points", "dataSeed", "features"]);

/** The catalogue's entry of a problem; the table of a training that is watched has none. */
export function problemOf(catalog, id) {
  return catalog.problems.find((problem) => problem.id === id) ?? { id, title: "Your table", kind: null, drawn: false, text: "", inputs: null };
}

/**
 * The default settings of a problem.
 * @param {object} catalog
 * @param {string} problem its id
 */
export function defaultsOf(catalog, problem) {
  const drawn = problemOf(catalog, problem).drawn;
  const all = { ...(drawn ? catalog.defaults.drawn : catalog.defaults.tables), problem };
  return Object.fromEntries(KEYS.filter((key) => drawn || !DRAWN_ONLY.has(key)).map((key) => [key, all[key]]));
}

/**
 * The settings with another problem: what the person chose stays, what was a default becomes the new problem's default.
 * @param {object} catalog
 * @param {object} settings
 * @param {string} problem
 */
export function withProblem(catalog, settings, problem) {
  const before = defaultsOf(catalog, settings.problem);
  const after = defaultsOf(catalog, problem);
  const sameKind = problemOf(catalog, settings.problem).kind === problemOf(catalog, problem).kind;
  for (const key of Object.keys(after)) {
    if (key === "problem" || (key === "likelihood" && !sameKind)) continue;
    if (settings[key] !== undefined && settings[key] !== before[key]) after[key] = settings[key];
  }
  return after;
}

function value(key, text) {
  if (WHOLE.has(key)) {
    const n = Number(text);
    return text !== "" && Number.isInteger(n) ? n : undefined;
  }
  if (REAL.has(key)) {
    const n = Number(text);
    return text !== "" && Number.isFinite(n) ? n : undefined;
  }
  return text;
}

function side(catalog, fields, prefix, problem) {
  const settings = defaultsOf(catalog, problem);
  for (const key of Object.keys(settings)) {
    const text = fields.get(prefix + key);
    const read = key === "problem" || text === null ? undefined : value(key, text);
    if (read !== undefined) settings[key] = read;
  }
  return settings;
}

const known = (catalog, id) => id !== null && (id === "table" ? Boolean(catalog.table) : catalog.problems.some((problem) => problem.id === id));
const list = (text) => (text ? text.split(",").filter(Boolean) : []);

/**
 * Reads the address.
 * @param {object} catalog
 * @param {string} fragment with or without #
 * @returns {{a: object, b: object|null, edits: {a: string[], b: string[]}, hide: string[], view: string, step: number, unknown: string|null}}
 *     `unknown` is a problem that this studio does not have
 */
export function parse(catalog, fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, "").replaceAll("+", "%2B"));
  const asked = fields.get("problem");
  const problem = known(catalog, asked) ? asked : catalog.first;
  const two = [...fields.keys()].some((key) => key.startsWith("b."));
  const askedB = fields.get("b.problem");
  return {
    a: side(catalog, fields, "", problem),
    b: two ? side(catalog, fields, "b.", known(catalog, askedB) ? askedB : problem) : null,
    edits: { a: list(fields.get("edits")), b: list(fields.get("b.edits")) },
    step: Math.max(0, Math.floor(Number(fields.get("step")) || 0)),
    hide: list(fields.get("hide")),
    view: fields.get("view") ?? "",
    unknown: asked !== null && !known(catalog, asked) ? asked : null,
  };
}

const clean = (text) => encodeURIComponent(text).replace(/%(3A|2C|3D|28|29|2B)/g, (code) => decodeURIComponent(code));

function written(catalog, settings, prefix, problem) {
  const standard = defaultsOf(catalog, settings.problem);
  const parts = settings.problem === problem && problem !== "table" && problem !== "model" ? [] : [`${prefix}problem=${clean(settings.problem)}`];
  for (const key of Object.keys(standard)) {
    if (key !== "problem" && settings[key] !== undefined && settings[key] !== standard[key]) parts.push(`${prefix}${key}=${clean(String(settings[key]))}`);
  }
  return parts;
}

/**
 * Writes the address of a state as {@link parse} reads it.
 * @returns {string} the fragment, without #, empty if all is default
 */
export function format(catalog, { a, b, edits, hide, view }) {
  const parts = written(catalog, a, "", catalog.first);
  if (edits.a.length) parts.push(`edits=${clean(edits.a.join(","))}`);
  if (b) {
    const second = written(catalog, b, "b.", a.problem);
    parts.push(...(second.length ? second : [`b.problem=${clean(b.problem)}`]));
    if (edits.b.length) parts.push(`b.edits=${clean(edits.b.join(","))}`);
  }
  if (hide.length) parts.push(`hide=${clean(hide.join(","))}`);
  if (view) parts.push(`view=${clean(view)}`);
  return parts.join("&");
}

/** The hidden layers of the settings' text. */
export const layersOf = (text) => list(text).map((layer) => {
  const [width, activation] = layer.split(":");
  return { width: Number(width), activation: activation ?? "tanh" };
});

/** The settings' text of hidden layers. */
export const layersText = (layers) => layers.map(({ width, activation }) => `${width}:${activation}`).join(",");

/** The selection that a view names, or null. */
export function selectionOf(view) {
  const [kind, ...rest] = view.replace(/^b\./, "").split(".");
  if (kind === "weight" && /^\d+:(\d+|bias):\d+$/.test(rest[0] ?? "")) return { kind, address: rest[0] };
  if (kind === "unit" && rest.length === 2 && rest.every((part) => /^\d+$/.test(part))) return { kind, layer: Number(rest[0]), unit: Number(rest[1]) };
  return null;
}

/** The view of a selection of one side. */
export function viewOf(selection, which = "a") {
  if (!selection) return "";
  const prefix = which === "b" ? "b." : "";
  return prefix + (selection.kind === "weight" ? `weight.${selection.address}` : `unit.${selection.layer}.${selection.unit}`);
}
