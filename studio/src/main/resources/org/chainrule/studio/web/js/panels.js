/** Mounts the panels that look into the network; they are fetched when they are first wanted. */
import { html, useEffect, useRef, useState } from "./dom.js";
import { Card } from "./parts.js";
import { comparing, runs, select, selection, view, viewSide, watching } from "./store.js";
import { LayersPanel } from "./charts.js";

const MODULES = {
  NetworkPanel: () => import("./network.js"),
  StepperPanel: () => import("./stepper.js"),
  TourPanel: () => import("./tour.js"),
  MicroscopePanel: () => import("./microscope.js"),
  UnitPanel: () => import("./unit.js"),
};

/** A panel of a module that is loaded when it is first shown. */
function Later({ name, ...props }) {
  const [panel, setPanel] = useState(null);
  useEffect(() => {
    let here = true;
    MODULES[name]().then((module) => here && setPanel({ part: module[name] }), () => here && setPanel({ part: null }));
    return () => (here = false);
  }, [name]);
  if (!panel) return html`<p class="hint">One moment …</p>`;
  if (!panel.part) return html`<p class="hint" role="alert">This part of the page could not be loaded from the studio; reload the page.</p>`;
  return html`<${panel.part} ...${props} />`;
}

function propsOf(run) {
  const side = run.key;
  return {
    run: run.id.value, setup: run.setup.value, frame: run.frame.value, api: run.api, watching: watching.value,
    selection: viewSide.value === side ? selection.value : null,
    select: (chosen) => select(chosen, side),
    close: () => (view.value = ""),
  };
}

/** The picture of the network of one run. */
export function Network({ run, compact }) {
  if (!run.frame.value?.layers) return html`<div class="network-body waiting" aria-busy="true"></div>`;
  return html`<div class="network-body"><${Later} key=${run.id.value} name="NetworkPanel" ...${propsOf(run)} compact=${compact} /></div>`;
}

/** The tour, over the whole page. */
export function Tour() {
  const run = runs.a;
  if (!run.frame.value) return null;
  return html`<${Card} id="tour" class="tour" title="The chain rule in ten equations" onClose=${() => (view.value = "")}><${Later} name="TourPanel" ...${propsOf(run)} /></${Card}>`;
}

const TABS = [["", "Layers in numbers"], ["step", "One layer at a time"], ["weight", "Weight"], ["unit", "Unit"]];

function tabOf(text) {
  const plain = text.replace(/^b\./, "");
  if (plain === "step") return "step";
  return selection.value?.kind ?? "";
}

function Tabs({ chosen, last }) {
  const list = useRef(null);
  const offered = TABS.filter(([name]) => !(name === "step" && watching.value));
  const usable = (name) => name === "" || name === "step" || last.current[name];
  const open = (name) => (view.value = name === "weight" || name === "unit" ? last.current[name] : name);
  const key = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const names = offered.map(([name]) => name).filter(usable);
    open(names[(names.indexOf(chosen) + by + names.length) % names.length]);
    requestAnimationFrame(() => list.current?.querySelector('[aria-selected="true"]')?.focus());
  };
  return html`<div class="tabs" role="tablist" aria-label="Look into the network" ref=${list} onKeyDown=${key}>
    ${offered.map(([name, title]) => html`<button type="button" role="tab" key=${name} id=${`tab-${name || "layers"}`} data-test=${`tab-${name || "layers"}`}
      aria-selected=${chosen === name} tabindex=${chosen === name ? 0 : -1} aria-controls="dock-body" disabled=${!usable(name)}
      title=${usable(name) ? null : `Click a ${name} in the picture`} onClick=${() => open(name)}>${title}</button>`)}
  </div>`;
}

/** Brings a panel that was just opened into sight, and leaves as much of the picture above it as there is room for. */
function useReveal(chosen) {
  const before = useRef(chosen);
  useEffect(() => {
    if (chosen === before.current) return;
    before.current = chosen;
    const dock = document.getElementById("dock");
    if (!chosen || !dock) return;
    const top = dock.getBoundingClientRect().top;
    const narrow = window.matchMedia("(max-width: 860px)").matches;
    const wanted = narrow ? (document.querySelector(".bar")?.offsetHeight ?? 0) + 8 : window.innerHeight * 0.5;
    if (Math.abs(top - wanted) < 40 || (!narrow && top > 0 && top < wanted)) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollBy({ top: top - wanted, behavior: calm ? "auto" : "smooth" });
  }, [chosen]);
}

const PANELS = { step: "StepperPanel", weight: "MicroscopePanel", unit: "UnitPanel" };

/** The panel below the picture: numbers of the layers, one layer at a time, one weight, or one unit. */
export function Dock() {
  const run = runs[viewSide.value];
  const chosen = tabOf(view.value);
  const last = useRef({});
  if (chosen === "weight" || chosen === "unit") last.current[chosen] = view.value;
  const props = propsOf(run);
  useReveal(chosen);
  useEffect(() => {
    last.current = {};
  }, [run.setup.value?.network && JSON.stringify(run.setup.value.network), viewSide.value]);
  return html`<section class="card dock" id="dock" aria-label="Inside the network" data-test="dock">
    <header class="card-head"><${Tabs} chosen=${chosen} last=${last} />
      ${comparing.value && html`<span class=${`chip side-${run.key}`}>Run ${run.key.toUpperCase()}</span>`}
      ${chosen !== "" && html`<button type="button" class="quiet icon" aria-label="Close this panel" data-test="dock-close" onClick=${() => (view.value = "")}>✕</button>`}</header>
    <div id="dock-body" role="tabpanel" aria-labelledby=${`tab-${chosen || "layers"}`}>
      ${!props.frame || (chosen !== "" && run.starting.value) ? html`<p class="hint">${run.failure.value ? "There is nothing to show until the settings are right." : "One moment …"}</p>`
        : chosen === "" ? html`<${LayersPanel} frame=${props.frame} setup=${props.setup} />`
          : html`<${Later} key=${`${chosen}${props.run}`} name=${PANELS[chosen]} ...${props} />`}
    </div>
  </section>`;
}
