import { announce, backLink, button, counted, isWriting, make, tell } from '../dom.js';
import { AT_ONCE as GRID, gridMode } from '../labelling/grid.js';
import { singleMode } from '../labelling/single.js';
import { askWhy } from '../labelling/skip-dialog.js';
import { AHEAD, Work } from '../labelling/work.js';
import { advice, images } from '../stages.js';

const LOOK_AGAIN_MILLIS = 2000;
const IDLE_MILLIS = 120_000;

const UNTOUCHED = {
  title: 'Paused',
  words: 'Nobody touched the page for a while, so your images went to others. All that you answered is kept.',
};
const OFFERED = {
  title: 'There are images for you',
  words: 'They came while nobody touched the page. You get them when you go on.',
};

function waitingWords(campaign) {
  return ['completed', 'failed'].includes(campaign.state)
    ? advice(campaign)
    : ['The campaign is choosing its next images, or the last ones want answers of others. New images appear here by themselves.'];
}

const keys = make('details', { className: 'keys' }, make('summary', {}, 'Keys'),
  make('dl', {}, ...Object.entries({
    '1 … 9, 0': 'the class with that number', Enter: 'the class that the model suggests, if it may', u: 'undo', s: 'skip', g: 'one image or many',
    '+ −': 'zoom, then the arrows move', '← ↑ → ↓, space': 'in the grid: go, mark', a: 'in the grid: mark all', '/': 'find a class',
  }).flatMap(([key, does]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, does)])));

/** Tells when nobody has touched the page for a while, and when somebody does; returns how the while begins anew. */
function watchPresence(scope, { touched, idle }) {
  let timer;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(idle, IDLE_MILLIS);
  };
  const touch = event => {
    begin();
    touched(event);
  };
  ['pointerdown', 'pointermove', 'keydown', 'wheel'].forEach(type => scope.on(document, type, touch));
  scope.whenLeft(() => clearTimeout(timer));
  begin();
  return begin;
}

/** Asks for labels, one image or many at a time. */
export function labellingView(scope, me, id) {
  const work = new Work(id);
  const home = make('div');
  const status = make('p', { className: 'soft' });
  const progress = make('progress', { ariaLabel: 'Answered so far', max: 1, value: 0 });
  let many = false;
  let mode;
  let looking;
  let idle = false;
  let why = UNTOUCHED;

  const act = {
    label: (tasks, name) => {
      if (tasks.length === 0) return;
      tell();
      work.label(tasks, name);
      const [next] = work.tasks;
      announce(`${tasks.length === 1 ? `Image ${tasks[0].image}` : counted(tasks.length, 'image')} labelled ${name}. ${next ? 'Next.' : ''}`
        + (next?.suggestion && !many ? ` The model suggests ${next.suggestion.label}.` : ''));
    },
    accept: tasks => {
      const suggested = tasks.filter(({ suggestion }) => suggestion);
      for (const name of new Set(suggested.map(({ suggestion }) => suggestion.label))) {
        act.label(suggested.filter(({ suggestion }) => suggestion.label === name), name);
      }
    },
  };
  const undo = () => {
    const undone = work.undo();
    if (undone) announce(`Taken back: ${undone.words}.`);
  };
  const skip = () => {
    const tasks = mode?.skippable() ?? [];
    if (tasks.length > 0) askWhy(scope, tasks.length, reason => { work.skip(tasks, reason); announce('Skipped.'); });
  };
  const change = () => {
    many = !many;
    mode = undefined;
    work.least = many ? GRID : AHEAD;
    draw();
    work.fill().catch(failed);
  };
  const goOn = () => {
    idle = false;
    beginWhile();
    work.goOn().catch(failed);
    draw();
  };
  const rest = reason => {
    if (!work.resting) why = reason;
    work.rest();
  };
  const undoButton = button('Undo', undo, { className: 'plain' });
  const skipButton = button('Skip', skip, { className: 'plain' });
  const modeButton = button('', change, { className: 'plain' });
  const bar = make('div', { className: 'bar' }, progress, status, make('div', { className: 'row' }, undoButton, skipButton, modeButton));

  function show(...nodes) {
    mode = undefined;
    home.replaceChildren(...nodes);
  }

  function draw() {
    const { open, answered, yours } = work.counts;
    progress.max = Math.max(1, open + answered);
    progress.value = answered;
    status.textContent = `${images(yours ?? 0)} for you · ${answered} of ${open + answered} answered · ${work.unsent > 0 ? `saving ${work.unsent} …` : 'saved'}`;
    undoButton.disabled = !work.canUndo || work.resting;
    modeButton.textContent = many ? 'One by one' : 'Grid';
    skipButton.disabled = work.tasks.length === 0;
    if (work.resting) {
      show(make('h1', {}, why.title), make('p', { role: 'status' }, why.words), button('Go on', goOn));
      return;
    }
    if (work.tasks.length === 0) {
      if (work.filling || !work.campaign) {
        mode?.show();
        return;
      }
      show(make('h1', {}, 'Nothing to label right now'), make('p', { role: 'status' }, ...waitingWords(work.campaign)));
      lookLater();
      return;
    }
    if (!mode) {
      mode = (many ? gridMode : singleMode)(work, act);
      home.replaceChildren(mode.node);
    }
    mode.show();
  }

  const lookLater = () => {
    clearTimeout(looking);
    looking = setTimeout(look, LOOK_AGAIN_MILLIS);
  };
  const failed = problem => {
    scope.tellWhileTrying(problem);
    lookLater();
  };
  /** Whoever is away waits too, but takes nothing: they are told when there is something. */
  const look = async () => {
    if (scope.left || work.resting) return;
    try {
      if (!idle) await work.fill(true);
      else {
        await work.look();
        if (idle && work.counts.yours > 0) rest(OFFERED);
        else draw();
      }
    } catch (problem) {
      failed(problem);
    }
  };

  const onKey = pressed => {
    if (work.resting) return;
    idle = false;
    const command = pressed.ctrlKey || pressed.metaKey;
    if (pressed.key === 'Enter' && pressed.target.closest('a, button, summary')) return;
    if (document.querySelector('dialog') || pressed.altKey || pressed.repeat || isWriting(pressed)) return;
    const commands = { u: undo, s: skip, g: () => modeButton.click() };
    if (command ? pressed.key === 'z' : pressed.key in commands) (commands[pressed.key] ?? undo)();
    else if (command || !mode?.onKey(pressed.key)) return;
    pressed.preventDefault();
  };
  scope.on(work, 'changed', () => (idle && work.tasks.length > 0 ? rest(OFFERED) : draw()));
  work.addEventListener('problem', ({ problem }) => tell(problem));
  scope.on(document, 'keydown', onKey);
  const beginWhile = watchPresence(scope, {
    touched: event => {
      work.touch();
      if (idle && !work.resting) idle = false;
      else if (work.resting && event.type !== 'pointermove' && !document.hidden) {
        event.preventDefault();
        goOn();
      }
    },
    idle: () => {
      idle = true;
      if (work.tasks.length > 0) rest(UNTOUCHED);
    },
  });
  scope.on(document, 'visibilitychange', () => (document.hidden ? rest(UNTOUCHED) : goOn()));
  scope.on(window, 'pagehide', () => rest(UNTOUCHED));
  scope.on(window, 'pageshow', ({ persisted }) => persisted && goOn());
  scope.show(backLink(`#/campaign/${id}`, 'Campaign'), bar, home, keys);
  scope.whenLeft(() => {
    clearTimeout(looking);
    work.leave();
  });
  if (document.hidden) rest(UNTOUCHED);
  else look();
}
