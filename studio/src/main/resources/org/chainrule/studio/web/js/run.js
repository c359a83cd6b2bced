/** One run of the server as the page sees it: its setup, its latest frame, its events. */
import { signal, batch } from "./dom.js";
import { ApiError, NO_ANSWER, bound, createRun, eventsOf, removeRun, run as readRun } from "./api.js";
import { announce, notify, withdraw } from "./notices.js";

/** What a frame may leave out when it has not changed. */
const PARTS = ["layers", "layersStep", "surface", "unitSurfaces", "outcome", "edits"];
const SAID = { playing: "Playing", paused: "Paused", finished: "Finished", diverged: "Diverged" };

/** The run of one side of the page ("a", or "b" in a comparison). */
export class Run {
  constructor(key) {
    this.key = key;
    this.settings = signal(null);
    this.edits = signal([]);
    /** The step that a link asks for; 0 is the beginning. */
    this.goal = 0;
    this.id = signal(null);
    this.setup = signal(null);
    this.frame = signal(null);
    this.failure = signal(null);
    this.starting = signal(false);
    /** The curve as far as it was ever seen, for showing what lies ahead after a travel back. */
    this.trace = signal([]);
    /** The curve as it was before a weight was changed by hand. */
    this.before = signal([]);
    this.lost = signal(false);
    this.watched = false;
    this.api = null;
    this.events = null;
    this.waiting = null;
    this.attempt = 0;
  }

  /** Makes a run of the settings, replays the edits of a link, and gives up the run before. */
  async start(play = false, speed = null) {
    const attempt = (this.attempt += 1);
    const edits = this.edits.value;
    const goal = this.goal;
    this.goal = 0;
    this.starting.value = true;
    this.leave();
    try {
      const made = await createRun(this.settings.value);
      if (attempt !== this.attempt) return void removeRun(made.run);
      this.enter(made);
      await this.replay(edits, attempt);
      if (goal > 0) await this.reach(goal, attempt);
      if (play && attempt === this.attempt) await this.api.control("play", speed);
    } catch (problem) {
      if (attempt === this.attempt) this.fail(problem.message);
    } finally {
      if (attempt === this.attempt) this.starting.value = false;
    }
  }

  /** Looks at the run that a training elsewhere streams. */
  async watch(id) {
    this.watched = true;
    const found = await readRun(id);
    this.settings.value = found.setup.settings;
    this.enter({ run: id, setup: found.setup, frame: found.frame });
  }

  fail(message) {
    batch(() => {
      this.failure.value = message;
      this.frame.value = null;
    });
    announce(message);
  }

  enter({ run, setup, frame }) {
    batch(() => {
      this.id.value = run;
      this.setup.value = setup;
      this.failure.value = null;
      this.trace.value = [];
      this.before.value = [];
      this.frame.value = null;
    });
    this.api = bound(run, (answered, edit) => this.answered(answered, edit));
    this.take(frame, true);
    this.listen(run);
  }

  /** Ends the run on the server. */
  leave() {
    this.events?.close();
    this.events = null;
    this.waiting = null;
    if (this.id.value && !this.watched) removeRun(this.id.value);
    this.id.value = null;
  }

  listen(id) {
    this.events = new EventSource(eventsOf(id));
    const events = this.events;
    events.addEventListener("frame", (event) => this.arrived(JSON.parse(event.data)));
    events.addEventListener("state", (event) => this.said(JSON.parse(event.data)));
    events.addEventListener("open", () => {
      if (this.lost.value && events === this.events) this.api.frame().catch(() => null);
      this.lost.value = false;
      withdraw(NO_ANSWER);
    });
    events.addEventListener("error", () => {
      if (events !== this.events) return;
      if (this.watched && ["finished", "diverged"].includes(this.frame.value?.state)) return void events.close();
      this.lost.value = true;
      if (events.readyState === EventSource.CLOSED) this.again(id);
    });
  }

  /** The stream has ended for good: the program was stopped, or the run is gone. Asks until it knows which. */
  again(id) {
    setTimeout(async () => {
      if (this.id.value !== id) return;
      try {
        await this.api.frame();
        this.lost.value = false;
        this.listen(id);
      } catch (problem) {
        if (problem.status !== 404) return void this.again(id);
        this.lost.value = false;
        if (this.watched) return void notify("The training that was watched has ended and is no longer there.", "note");
        notify("The studio no longer has this run; it was started again from its first step.", "note");
        this.id.value = null;
        this.start();
      }
    }, 2000);
  }

  /** An event's frame: kept until the next picture; one that comes late, after a pause or a travel, is dropped. */
  arrived(frame) {
    if (!this.watched && frame.state === "playing" && this.frame.value?.state !== "playing") return;
    this.complete(frame);
    if (this.waiting === null) requestAnimationFrame(() => this.show());
    this.waiting = frame;
  }

  show() {
    const frame = this.waiting;
    this.waiting = null;
    if (frame) this.take(frame, false);
  }

  answered(frame, edit) {
    this.complete(frame);
    this.waiting = null;
    if (edit) {
      this.before.value = this.trace.value;
      this.trace.value = frame.curve;
    }
    this.take(frame, false);
  }

  /** Completes a frame with what was known before: an event sends only what is new. */
  complete(frame) {
    const before = this.waiting ?? this.frame.value;
    if (!before) return;
    for (const part of PARTS) if (frame[part] === undefined && before[part] !== undefined) frame[part] = before[part];
    if (!frame.curveFrom) return;
    frame.curve = before.curve.slice(0, frame.curveFrom).concat(frame.curve);
    frame.curveFrom = 0;
  }

  take(frame, first) {
    const before = this.frame.value?.state;
    batch(() => {
      this.frame.value = frame;
      if (frame.edits && frame.edits.join() !== this.edits.value.join()) this.edits.value = frame.edits;
      const last = (curve) => curve[curve.length - 1]?.[0] ?? -1;
      if (last(frame.curve) >= last(this.trace.value)) this.trace.value = frame.curve;
    });
    if (!first && before !== frame.state) this.said({ state: frame.state, message: frame.message });
  }

  said({ state, message }) {
    const name = this.key === "b" ? "Second run: " : "";
    announce(`${name}${SAID[state] ?? state}${message ? `: ${message}` : ""}`);
    if (state === "diverged" && message) notify(message);
    const frame = this.frame.value;
    if (frame && (state === "finished" || state === "diverged") && frame.state !== state) this.frame.value = { ...frame, state, message };
  }

  /** Trains, epoch by epoch, as far as a step, and stands there. */
  async reach(step, attempt) {
    const over = () => ["finished", "diverged"].includes(this.frame.value.state);
    while (this.frame.value.seen < step && attempt === this.attempt && !over()) await this.api.control("epoch");
    const there = Math.min(step, this.frame.value.seen);
    if (attempt === this.attempt && this.frame.value.step !== there) await this.api.travel(there);
  }

  /** Goes through a link's edits in their order. */
  async replay(edits, attempt) {
    for (const text of edits) {
      const parts = text.match(/^(\d+):(\d+:(?:\d+|bias):\d+):([-+.\deE]+)$/);
      if (attempt !== this.attempt) return;
      if (!parts || !Number.isFinite(Number(parts[3]))) {
        notify(`The address asks for the change "${text}", which is not STEP:LAYER:FROM:TO:VALUE; it was left out.`);
        continue;
      }
      await this.reach(Number(parts[1]), attempt);
      await this.api.edit(parts[2], Number(parts[3]));
    }
  }

  /** A command of a person; failures become messages. */
  async ask(verb, ...values) {
    if (!this.api || !this.id.value) return null;
    try {
      return await this.api[verb](...values);
    } catch (problem) {
      notify(problem instanceof ApiError ? problem.message : String(problem));
      return null;
    }
  }
}
