/** A question about the run that is asked again as the run goes on. */
import { useEffect, useRef, useState } from "./dom.js";

const PAUSE_MILLISECONDS = 400;

/**
 * The latest answer to a question. While the run plays, it is asked again with each `turn`, but one question at a time and not more often than every 400 ms: a
 * slow answer is shown when it comes, late as it is. Another `key` is another question: it is asked at once, and what comes for the old one is dropped.
 * @param {string|null} key what is asked; null asks nothing
 * @param {*} turn changes when the answer may have changed
 * @param {() => Promise<object>} ask
 * @returns {{answer: object|null, failure: string|null}} of this key
 */
export function useFollowing(key, turn, ask) {
  const [state, setState] = useState({ key: null, answer: null, failure: null });
  const now = useRef({ key: null, asked: 0, busy: false, waiting: false, timer: 0, alive: true }).current;
  now.ask = ask;
  useEffect(() => {
    const another = now.key !== key;
    if (another) Object.assign(now, { key, asked: 0, busy: false });
    now.waiting = key !== null;
    pump(now, setState);
  }, [key, turn]);
  useEffect(() => {
    now.alive = true;
    return () => {
      now.alive = false;
      clearTimeout(now.timer);
    };
  }, []);
  return state.key === key ? state : { answer: null, failure: null };
}

function pump(now, setState) {
  clearTimeout(now.timer);
  if (now.busy || !now.waiting || !now.alive) return;
  now.timer = setTimeout(() => send(now, setState), Math.max(0, now.asked + PAUSE_MILLISECONDS - performance.now()));
}

async function send(now, setState) {
  const { key } = now;
  Object.assign(now, { busy: true, waiting: false, asked: performance.now() });
  const state = await now.ask().then((answer) => ({ key, answer, failure: null }), (error) => ({ key, answer: null, failure: error.message }));
  if (!now.alive || now.key !== key) return;
  setState(state);
  now.busy = false;
  pump(now, setState);
}
