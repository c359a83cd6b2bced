/** The gradient microscope: everything about one weight's gradient, factor by factor, in the lecture's order. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "./dom.js";
import { number, count } from "./format.js";
import { notify } from "./notices.js";
import { themeVersion } from "./palette.js";
import { mark, math } from "./equations.js";
import { useFollowing } from "./follow.js";
import { weightOf } from "./net-paint.js";
import { weightName } from "./net-tip.js";
import { Causes, ChainSection, OutputSection, PathSection, UpdateSection } from "./mic-parts.js";

const PICTURE = "/web/report/components/chain";

let loading = null;
/** Loads the picture of a chain, which the report has too. */
function chainPicture() {
  loading ??= new Promise((done, failed) => {
    if (window.Chainrule?.chainPicture) return done(window.Chainrule.chainPicture);
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${PICTURE}.css` }));
    const script = Object.assign(document.createElement("script"), { src: `${PICTURE}.js` });
    script.onload = () => (window.Chainrule?.chainPicture ? done(window.Chainrule.chainPicture) : failed(new Error("the picture's script has no chainPicture")));
    script.onerror = () => failed(new Error("the picture's script did not load; reload the page"));
    document.head.append(script);
  }).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** The network with the chain of the weight lit, drawn by the report's component. */
function ChainPicture({ explanation }) {
  const place = useRef(null);
  const [failure, setFailure] = useState(null);
  useLayoutEffect(() => {
    let live = true;
    chainPicture().then((draw) => live && place.current && draw(place.current, explanation)).catch((error) => live && setFailure(error.message));
    return () => {
      live = false;
    };
  }, [explanation, themeVersion.value]);
  return failure ? html`<p class="soft small">${failure}</p>` : html`<div class="mic-picture" ref=${place} data-test="mic-picture"></div>`;
}

/** The panel; properties as in docs/studio-page.md. */
export function MicroscopePanel({ setup, frame, api, selection, watching }) {
  const [mode, setMode] = useState(watching ? "row" : "batch");
  const [row, setRow] = useState(0);
  const address = selection?.kind === "weight" ? selection.address : null;
  if (!address) return html`<p class="soft">Click a weight in the picture of the network, or walk to it with the arrows and press Enter.</p>`;
  return html`<${Explained} ...${{ setup, frame, api, address, watching, mode, setMode, row, setRow }} />`;
}

function Explained({ setup, frame, api, address, watching, mode, setMode, row, setRow }) {
  const weights = frame.layers.map((layer) => layer.norms?.weights).join();
  const of = mode === "batch" ? "batch" : String(row);
  const { answer: explanation, failure } = useFollowing(`${address} ${of}`, `${frame.step} ${weights}`, () => api.explain(address, of));
  const value = weightOf(frame, address) ?? explanation?.weight.value ?? null;
  return html`<div class="mic-root" data-test="microscope" data-address=${address}>
    <${Head} ...${{ setup, api, address, value, watching }} />
    <${Scope} ...${{ setup, watching, mode, setMode, row, setRow }} />
    ${failure ? html`<p class="mic-failure" role="alert" data-test="mic-failure">${failure}</p>` : explanation ? html`<${Body} ...${{ setup, explanation }} />` : html`<p class="soft">Taking the gradient apart…</p>`}</div>`;
}

function Body({ setup, explanation }) {
  return html`<${Verdict} explanation=${explanation} />
    <${Causes} explanation=${explanation} />
    ${explanation.picture ? html`<${ChainPicture} explanation=${explanation} />` : null}
    <div class="mic-sections"><${ChainSection} ...${{ setup, explanation }} />
      <${PathSection} ...${{ setup, explanation }} />
      <${OutputSection} ...${{ setup, explanation }} />
      <${UpdateSection} explanation=${explanation} /></div>`;
}

/** Which weight, in the lecture's symbols and in words, and its value, which can be changed. */
function Head({ setup, api, address, value, watching }) {
  const [layer, from, to] = address.split(":");
  const symbol = from === "bias" ? mark("b", layer, [to]) : mark("w", layer, [from, html`<mo separator="true">,</mo>`, to]);
  return html`<div class="mic-head"><div class="mic-name">${math([symbol], { block: false })}<span>${weightName(setup, address)}</span></div>
    ${watching ? html`<b class="number">${number(value, 4)}</b>` : html`<${ValueField} ...${{ api, address, value }} />`}</div>`;
}

function ValueField({ api, address, value }) {
  const [draft, setDraft] = useState(null);
  useEffect(() => setDraft(null), [address]);
  const send = async (wanted) => {
    setDraft(null);
    if (!Number.isFinite(wanted)) return;
    await api.edit(address, wanted).catch((error) => notify(error.message));
  };
  const known = value !== undefined && value !== null;
  const onKey = (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && draft !== null && draft.trim() !== "") send(Number(draft));
    else if (event.key === "Escape") setDraft(null);
  };
  return html`<label class="mic-value"><span class="small soft">Value</span><input type="number" step="any" class="number" data-test="mic-edit" placeholder=${known ? null : "set a value"}
      value=${draft ?? (known ? String(Number(value.toPrecision(6))) : "")} onInput=${(event) => setDraft(event.currentTarget.value)} onKeyDown=${onKey} />
    ${known ? html`<span class="row mic-nudge"><button type="button" class="button" data-test="mic-flip" title="Change its sign" aria-label="Change the sign of the weight" onClick=${() => send(-value)}>±</button>
      <button type="button" class="button" data-test="mic-zero" title="Set it to 0" aria-label="Set the weight to 0" onClick=${() => send(0)}>0</button></span>` : null}</label>`;
}

/** One row against the mean over the next batch, which is not known of a training that is watched. */
function Scope({ setup, watching, mode, setMode, row, setRow }) {
  const choice = (value, text) => html`<label class="mic-choice"><input type="radio" name="mic-scope" value=${value} checked=${mode === value} data-test=${`mic-${value}`} onChange=${() => setMode(value)} /> ${text}</label>`;
  const last = (setup.rows?.training ?? 1) - 1;
  return html`<fieldset class="mic-scope row"><legend class="visually-hidden">Gradient of</legend>
    ${watching ? null : html`${choice("batch", "the next batch")}${choice("row", "one row")}`}
    ${mode === "row" ? html`<label class="row">row <input type="number" min="0" max=${last} value=${row} data-test="mic-row" class="number"
        onInput=${(event) => setRow(Math.max(0, Math.min(last, Math.round(Number(event.currentTarget.value) || 0))))} /></label>
      <span class="soft small">of ${count(last + 1)} training rows</span>` : null}</fieldset>`;
}

/** The gradient beside its witness, the central difference. */
function Verdict({ explanation }) {
  const { gradient, centralDifference, centralDifferenceCrossesKink: kinked } = explanation;
  const size = Math.max(Math.abs(gradient ?? 0), Math.abs(centralDifference ?? 0));
  const apart = gradient === null || centralDifference === null ? null : Math.abs(gradient - centralDifference);
  const agree = apart !== null && (apart <= 1e-9 || apart <= 1e-4 * size);
  const digits = apart === 0 ? 15 : Math.max(0, Math.min(15, Math.floor(-Math.log10(apart / (size || 1)))));
  const said = kinked ? "the step of the difference crosses a kink" : apart === null ? "no comparison" : !agree ? `they differ by ${number(apart)}` : size === 0 ? "both are 0" : size < 1e-8 ? "both are almost 0" : `they agree to ${digits} ${digits === 1 ? "digit" : "digits"}`;
  return html`<div class="mic-verdict" data-test="mic-verdict"><div><span class="small soft">Gradient ∂J/∂w <span class="eq-number">[1]</span></span><b class="mic-big" data-test="mic-gradient" data-value=${gradient}>${number(gradient, 5)}</b></div>
    <div><span class="small soft">Central difference, its check</span><b class="mic-big" data-test="mic-difference" data-value=${centralDifference}>${number(centralDifference, 5)}</b></div>
    <div><div class=${agree && !kinked ? "mic-agree" : "mic-differ"} data-test="mic-agree"><span aria-hidden="true">${agree && !kinked ? "✓" : "≈"}</span> ${said}</div>
      <div class="small soft">J = ${number(explanation.cost, 4)}${explanation.rows > 1 ? `, the mean over ${count(explanation.rows)} rows` : ""}</div></div></div>`;
}
