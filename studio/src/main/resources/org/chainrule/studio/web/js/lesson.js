/** Prepares the page for a lesson: what to hide, and the link that shows the page so. */
import { html, useEffect, useRef, effect } from "./dom.js";
import { hide, linkHere } from "./store.js";
import { CopyButton } from "./parts.js";
import { notify } from "./notices.js";

const PARTS = [
  ["The page", [["settings", "all settings"], ["controls", "controls"], ["travel", "time line"], ["layers", "layers above the picture"], ["cost", "parameters and cost"],
    ["network", "network"], ["dock", "panel below the network"], ["surface", "surface or outcome"], ["curves", "learning curves"], ["tools", "tools at the top"]]],
  ["Controls", [["play", "play"], ["batch", "one batch"], ["one-epoch", "one epoch"], ["one-layer", "one layer"], ["reset", "reset"], ["speed", "speed"],
    ["download", "download"], ["epoch", "epoch"], ["step", "step"], ["loss-training", "training loss"], ["loss-validation", "validation loss"], ["metric", "metric"]]],
  ["Data", [["problem", "problem"], ["noise", "noise"], ["trainShare", "training share"], ["points", "points"], ["dataSeed", "other points"], ["features", "inputs"],
    ["show-validation", "validation points"], ["discretise", "discretise"]]],
  ["Learning", [["learning", "the whole card"], ["optimizer", "optimiser"], ["learningRate", "learning rate"], ["schedule", "schedule"], ["batchSize", "batch size"],
    ["likelihood", "likelihood"], ["epochs", "epochs"], ["seed", "seed"], ["precision", "precision"], ["regularisation", "regularisation"], ["command", "command line"]]],
];

/** Keeps hidden what `hide=` names: one rule in a sheet made by script, so that parts of any panel can be named by their id. */
export function followHiding() {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  effect(() => {
    const names = hide.value.filter((name) => /^[\w-]+$/.test(name) && name !== "app");
    while (sheet.cssRules.length) sheet.deleteRule(0);
    if (names.length) sheet.insertRule(`${names.map((name) => `#${CSS.escape(name)}`).join(",")} { display: none !important; }`);
  });
}

const toggle = (id) => (hide.value = hide.value.includes(id) ? hide.value.filter((name) => name !== id) : [...hide.value, id]);

/** The dialog. */
export function Lesson({ open, onClose }) {
  const dialog = useRef(null);
  useEffect(() => {
    if (open && !dialog.current.open) dialog.current.showModal();
    if (!open && dialog.current.open) dialog.current.close();
  }, [open]);
  return html`<dialog ref=${dialog} class="lesson" aria-labelledby="lesson-title" data-test="lesson" onClose=${onClose}>
    <header class="card-head"><h2 id="lesson-title">Prepare a lesson</h2>
      <button type="button" class="quiet icon" aria-label="Close" data-test="lesson-close" onClick=${onClose}>✕</button></header>
    <p class="hint">What is not ticked is hidden. The address holds the whole page, settings and seeds included: whoever opens the link in a studio sees the same.</p>
    <div class="lesson-parts">${PARTS.map(([title, parts]) => html`<fieldset key=${title}><legend>${title}</legend>
      ${parts.map(([id, text]) => html`<label class="switch" key=${id}><input type="checkbox" data-test=${`show-${id}`} checked=${!hide.value.includes(id)}
        onChange=${() => toggle(id)} /> <span>${text}</span></label>`)}</fieldset>`)}</div>
    <div class="row end"><button type="button" data-test="show-all" disabled=${hide.value.length === 0} onClick=${() => (hide.value = [])}>Show all</button>
      <${CopyButton} text=${linkHere} label="Copy the link" test="lesson-link" onCopied=${(ok) => ok === false && notify("The browser did not let the page copy; take the link from the address bar.", "note")} /></div>
  </dialog>`;
}
