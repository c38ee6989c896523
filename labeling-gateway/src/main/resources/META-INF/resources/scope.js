// What a view has while it is shown. What it does after it was left, nobody sees.

import { whileTrying } from './api.js';
import { announce, make, tell } from './dom.js';

const RETRY_MILLIS = 2000;

/**
 * Gives a view a place of its own in the page. When the view is left, its place goes, and with it all that is still
 * drawn there; its listeners and timers end, and what it has to tell is not told.
 */
export function enterView(home) {
  const root = make('div');
  const left = new AbortController();
  const { signal } = left;
  home.replaceChildren(root);

  const later = (millis, act) => {
    if (signal.aborted) return;
    const timer = setTimeout(act, millis);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };
  const scope = {
    root,
    signal,
    get left() { return signal.aborted; },
    show: (...nodes) => root.replaceChildren(...nodes.filter(Boolean)),
    tell: problem => { if (!signal.aborted) tell(problem); },
    /** Tells a problem with what is asked again without anybody's doing. */
    tellWhileTrying: problem => scope.tell(whileTrying(problem)),
    announce: text => { if (!signal.aborted) announce(text); },
    on: (target, type, heard) => target.addEventListener(type, heard, { signal }),
    whenLeft: act => signal.addEventListener('abort', act, { once: true }),
    later,
    /** Asks now, and again some time after each answer. */
    repeat: async (millis, ask) => {
      try {
        await ask();
      } catch (problem) {
        scope.tellWhileTrying(problem);
      }
      later(millis, () => scope.repeat(millis, ask));
    },
    /** Asks until there is an answer or a refusal, and goes on with the answer while the view is shown. */
    persist: async (ask, goOn = () => {}) => {
      let answer;
      try {
        answer = await ask();
      } catch (problem) {
        scope.tellWhileTrying(problem);
        if (problem.mayPass) later(RETRY_MILLIS, () => scope.persist(ask, goOn));
        return;
      }
      if (!signal.aborted) goOn(answer);
    },
    leave: () => {
      left.abort();
      root.remove();
    },
  };
  return scope;
}
