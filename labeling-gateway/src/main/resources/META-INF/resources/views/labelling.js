import { announce, backLink, button, isWriting, make, tell, view } from '../dom.js';
import { gridMode } from '../labelling/grid.js';
import { singleMode } from '../labelling/single.js';
import { askWhy } from '../labelling/skip-dialog.js';
import { Work } from '../labelling/work.js';
import { advice } from '../stages.js';

const LOOK_AGAIN_MILLIS = 2000;

function waitingWords(campaign) {
  return ['completed', 'failed'].includes(campaign.state)
    ? advice(campaign, true)
    : 'The campaign is choosing its next images, or others are at the last ones. New images appear here by themselves.';
}

const keys = make('details', { className: 'keys' }, make('summary', {}, 'Keys'),
  make('dl', {}, ...Object.entries({
    '1 … 9, 0': 'the class with that number', Enter: 'the class that the model suggests, if it may', u: 'undo', s: 'skip', g: 'one image or many',
    '+ −': 'zoom, then the arrows move', '← ↑ → ↓, space': 'in the grid: go, mark', a: 'in the grid: mark all', '/': 'find a class',
  }).flatMap(([key, does]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, does)])));

/** Asks for labels, one image or many at a time. */
export function labellingView(me, id) {
  const work = new Work(id);
  const home = make('div');
  const status = make('p', { className: 'soft' });
  const progress = make('progress', { ariaLabel: 'Answered so far', max: 1, value: 0 });
  let many = false;
  let mode;
  let looking;

  const act = {
    label: (tasks, name) => {
      if (tasks.length === 0) return;
      tell();
      work.label(tasks, name);
      const [next] = work.tasks;
      announce(`${tasks.length === 1 ? `Image ${tasks[0].image}` : `${tasks.length} images`} labelled ${name}. ${next ? 'Next.' : ''}`
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
    const tasks = mode?.chosen() ?? [];
    if (tasks.length > 0) askWhy(tasks.length, reason => { work.skip(tasks, reason); announce('Skipped.'); });
  };
  const undoButton = button('Undo', undo, { className: 'plain' });
  const skipButton = button('Skip', skip, { className: 'plain' });
  const modeButton = button('', () => { many = !many; mode = undefined; draw(); }, { className: 'plain' });
  const bar = make('div', { className: 'bar' }, progress, status, make('div', { className: 'row' }, undoButton, skipButton, modeButton));

  function draw() {
    const { open, answered } = work.counts;
    progress.max = Math.max(1, open + answered);
    progress.value = answered;
    status.textContent = `${answered} answered, ${open} open${work.unsent > 0 ? ` · saving ${work.unsent} …` : ' · saved'}`;
    undoButton.disabled = !work.canUndo;
    modeButton.textContent = many ? 'One by one' : 'Grid';
    skipButton.disabled = work.tasks.length === 0;
    if (work.tasks.length === 0) {
      mode = undefined;
      if (!work.campaign) return;
      home.replaceChildren(make('h1', {}, 'Nothing to label right now'), make('p', { role: 'status' }, waitingWords(work.campaign)));
      clearTimeout(looking);
      looking = setTimeout(look, LOOK_AGAIN_MILLIS);
      return;
    }
    if (!mode) {
      mode = (many ? gridMode : singleMode)(work, act);
      home.replaceChildren(mode.node);
    }
    mode.show().catch(tell);
  }
  const look = () => work.fill(true).catch(problem => {
    tell(problem);
    looking = setTimeout(look, LOOK_AGAIN_MILLIS);
  });

  const onKey = pressed => {
    const command = pressed.ctrlKey || pressed.metaKey;
    if (pressed.key === 'Enter' && pressed.target.closest('a, button, summary')) return;
    if (document.querySelector('dialog') || pressed.altKey || pressed.repeat || isWriting(pressed)) return;
    const commands = { u: undo, s: skip, g: () => modeButton.click() };
    if (command ? pressed.key === 'z' : pressed.key in commands) (commands[pressed.key] ?? undo)();
    else if (command || !mode?.onKey(pressed.key)) return;
    pressed.preventDefault();
  };
  const warn = leaving => { if (work.unsent > 0) leaving.preventDefault(); };
  work.addEventListener('changed', draw);
  work.addEventListener('problem', ({ problem }) => tell(problem));
  document.addEventListener('keydown', onKey);
  addEventListener('beforeunload', warn);
  view.replaceChildren(backLink(`#/campaign/${id}`, 'Campaign'), bar, home, keys);
  look();
  return () => {
    document.removeEventListener('keydown', onKey);
    removeEventListener('beforeunload', warn);
    clearTimeout(looking);
    work.leave();
    work.removeEventListener('changed', draw);
  };
}
