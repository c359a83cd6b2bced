/** Boot and layout. */
import { html, render, useState, effect } from "./dom.js";
import { catalog as askCatalog } from "./api.js";
import { catalog, comparing, compare, editing, followAddress, hide, linkHere, opened, readAddress, runs, shown, single, view, watching } from "./store.js";
import { problemOf, selectionOf } from "./state.js";
import { followPlans } from "./plan.js";
import { Notices, announce, notify } from "./notices.js";
import { Card, CopyButton, Icon } from "./parts.js";
import { Controls, StateChip, Where, keyboard } from "./controls.js";
import { Travel } from "./travel.js";
import { Settings } from "./settings.js";
import { Cost, LayersStrip } from "./layers.js";
import { Dock, Network, Tour } from "./panels.js";
import { Surface } from "./surface.js";
import { Outcome } from "./outcome.js";
import { Curves } from "./curves.js";
import { Comparison, Sides } from "./compare.js";
import { Lesson, followHiding } from "./lesson.js";
import { ThemeSwitch } from "./theme.js";

const travelTo = (step) => shown().forEach((run) => run.frame.value && run.ask("travel", Math.max(run.setup.value.firstStep, Math.min(step, run.frame.value.seen))));
/** What the page is about. */
const subject = () => (watching.value && !opened.value ? "A training, watched" : opened.value ? catalog.value.model.name : problemOf(catalog.value, runs.a.settings.value.problem).title);

function Header() {
  const [lesson, setLesson] = useState(false);
  const title = view.value === "tour" && !watching.value ? "Tour" : subject();
  const touring = view.value === "tour";
  return html`<header class="top">
    <a class="brand" href="#" data-test="brand" aria-label="Chainrule studio, back to the start"><img src="/web/icon.svg" alt="" width="28" height="28" /> <b>Chainrule</b> studio</a>
    <h1 class="page-title">${title}</h1>
    <nav class="tools" id="tools" aria-label="Tools">
      ${!watching.value && html`<button type="button" class="quiet" id="open-tour" data-test="tour-open" aria-pressed=${touring} aria-keyshortcuts="T"
          title="The lecture's equations on a network of seven units (T)" onClick=${() => (view.value = touring ? "" : "tour")}><${Icon} name="tour" /><span>Tour</span></button>
        ${!opened.value && html`<button type="button" class="quiet" id="open-compare" data-test="compare" aria-pressed=${comparing.value} title="Two runs side by side"
          onClick=${() => (comparing.value ? single("a") : compare())}><${Icon} name="compare" /><span>Compare</span></button>`}
        <button type="button" class="quiet" id="open-lesson" data-test="lesson-open" title="Hide parts of the page and copy its link" onClick=${() => setLesson(true)}>
          <${Icon} name="lesson" /><span>Lesson</span></button>
        <${CopyButton} text=${linkHere} label="Copy link" test="copy-link" sign="link"
          onCopied=${(ok) => (ok === false ? notify("The browser did not let the page copy; take the link from the address bar.", "note") : announce("The link is copied"))} />`}
      <${ThemeSwitch} />
    </nav>
    <${Lesson} open=${lesson} onClose=${() => setLesson(false)} />
  </header>`;
}

function Result({ run }) {
  const [setup, frame] = [run.setup.value, run.frame.value];
  if (!frame) return html`<${Card} id="surface" title="What it has learned"><div class="plane waiting" aria-busy="true"></div></${Card}>`;
  if (setup.points) return html`<${Card} id="surface" title=${setup.task === "regression" ? "Prediction surface" : "Decision surface"}><${Surface} setup=${setup} frame=${frame} /></${Card}>`;
  const title = setup.task === "classification" ? "Answer against truth" : "Prediction against truth";
  return html`<${Card} id="surface" title=${title}><${Outcome} setup=${setup} frame=${frame} /></${Card}>`;
}

function Message({ run }) {
  const frame = run.frame.value;
  if (run.failure.value) return html`<p class="wrong-settings" role="alert" data-test="failure">${run.failure.value}</p>`;
  const warnings = run.setup.value?.warnings ?? [];
  return html`${opened.value && html`<p class="hint about-model" data-test="about-model">${catalog.value.model.text} Rows: ${catalog.value.model.data}.</p>`}
    ${frame?.state === "diverged" && html`<p class="wrong-settings" data-test="diverged">${frame.message}</p>`}
    ${warnings.length > 0 && html`<ul class="warnings">${warnings.map((text) => html`<li key=${text}>${text}</li>`)}</ul>`}`;
}

function One() {
  const run = runs.a;
  return html`<div class="column middle">
      <${Message} run=${run} />
      <${Card} id="network" title="Network" aside=${!watching.value && !opened.value && html`<${Cost} />`}>
        ${!watching.value && !opened.value && html`<${LayersStrip} settings=${run.settings.value} />`}
        <${Network} run=${run} />
      </${Card}>
      <${Dock} />
    </div>
    <div class="column right">
      <${Result} run=${run} />
      <${Card} id="curves" title="Learning curves">${run.frame.value && html`<${Curves} runs=${[run]} onStep=${watching.value ? undefined : travelTo} />`}</${Card}>
    </div>`;
}

function Two() {
  return html`<div class="column middle"><${LayersCard} /><${Sides} /><${Dock} /></div><${Comparison} onStep=${travelTo} />`;
}

function LayersCard() {
  const key = editing.value;
  return html`<${Card} id="network" title=${`Layers of run ${key.toUpperCase()}`} aside=${html`<${Cost} which=${key} />`}>
    <${LayersStrip} settings=${runs[key].settings.value} /></${Card}>`;
}

function SettingsFold({ children }) {
  const [open, setOpen] = useState(false);
  return html`<div class=${`column left ${open ? "open" : ""}`}>
    <button type="button" class="fold" aria-expanded=${open} aria-controls="settings" data-test="settings-fold" onClick=${() => setOpen(!open)}>
      <span>Settings</span><span class="soft">${open ? "hide" : "problem, inputs, learning"}</span></button>
    ${children}
  </div>`;
}

function Studio() {
  if (view.value === "tour" && !watching.value) return html`<main class="touring"><${Tour} /></main>`;
  const watched = watching.value;
  const bare = watched || opened.value || hide.value.includes("settings");
  const noBar = ["controls", "travel"].every((part) => hide.value.includes(part));
  return html`
    ${!noBar && html`<section class="bar" aria-label="Control and time">${watched ? html`<div class="controls" id="controls"><${StateChip} run=${runs.a} /><${Where} run=${runs.a} />
      <p class="soft small">${opened.value ? "A trained model, to be looked at." : ["finished", "diverged"].includes(runs.a.frame.value?.state) ? "The training has ended; this is its last picture." : "This training runs in a terminal; closing the page does not disturb it."}</p></div>` : html`<${Controls} /><${Travel} />`}</section>`}
    <main class=${`board ${comparing.value ? "comparing" : ""} ${bare ? "bare" : ""}`}>
      ${!bare && html`<${SettingsFold}><${Settings} /></${SettingsFold}>`}
      ${comparing.value ? html`<${Two} />` : html`<${One} />`}
    </main>`;
}

function App() {
  return html`<nav aria-label="Skip"><a class="skip" href="#" onClick=${(event) => {
    event.preventDefault();
    document.querySelector("#play, main")?.focus();
  }}>To the controls</a></nav><${Header} /><${Studio} /><${Notices} />
    <footer class="foot">Chainrule ${catalog.value.version}. This page asks nothing of the internet; the numbers come from the engine that trains every model.</footer>`;
}

async function boot() {
  const place = document.getElementById("app");
  try {
    catalog.value = await askCatalog();
    followHiding();
    if (watching.value) {
      await runs.a.watch("training");
      const asked = new URLSearchParams(location.hash.slice(1)).get("view") ?? "";
      if (selectionOf(asked)) view.value = asked;
    } else {
      readAddress();
      followAddress();
      followPlans();
      window.addEventListener("pagehide", () => shown().forEach((run) => run.leave()));
      window.addEventListener("pageshow", (event) => event.persisted && location.reload());
    }
    effect(() => {
      const run = runs.a;
      document.title = watching.value && !opened.value ? "Chainrule studio: a training" : `${run.settings.value ? subject() : "Chainrule"} – Chainrule studio`;
    });
    window.addEventListener("keydown", keyboard);
    render(html`<${App} />`, place);
  } catch (problem) {
    render(html`<p class="boot-failure" role="alert">${problem.message}</p>`, place);
  }
}

boot();
