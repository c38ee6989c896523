import { bdi, button, make, percent } from '../dom.js';
import { classChoice } from './class-choice.js';
import { settled } from './settled.js';
import { zoomFrame } from './zoom.js';

/**
 * One image at a time, as large as the screen allows. Only what is seen can be labelled. Where the
 * campaign lets annotators see what the model suggests, Enter accepts it.
 */
export function singleMode(work, act) {
  const zoom = zoomFrame();
  let shown;
  let seen;
  let broken;
  const first = of => work.tasks.slice(0, 1).filter(task => task === of);
  const current = () => first(seen);
  const skippable = () => first(seen ?? broken);
  const choice = classChoice(work.classes, name => act.label(current(), name));
  const accept = () => act.accept(current());
  const suggestion = button('', accept, { className: 'plain suggestion', hidden: true });
  const node = make('div', { className: 'labelling' }, zoom.node,
    make('div', {}, make('h1', {}, 'What does it show?'), suggestion, choice.node));

  const fail = (task, problem) => {
    broken = task;
    zoom.node.classList.remove('waiting');
    zoom.show(make('p', { role: 'status' }, `This image cannot be shown: ${problem.message} `,
      button('Try again', () => { shown = undefined; show(); }), ' or skip it.'));
  };
  const show = async () => {
    const [task] = work.tasks;
    if (task === undefined || task === shown) return;
    shown = task;
    seen = undefined;
    broken = undefined;
    node.ariaBusy = 'true';
    zoom.node.classList.add('waiting');
    let picture;
    try {
      picture = await work.picture(task);
    } catch (problem) {
      if (shown === task) fail(task, problem);
      return;
    }
    if (shown !== task) return;
    zoom.node.classList.remove('waiting');
    zoom.show(picture);
    suggestion.hidden = !task.suggestion;
    if (task.suggestion) {
      const { label, probability } = task.suggestion;
      suggestion.replaceChildren(make('kbd', { ariaHidden: 'true' }, 'Enter'),
        'The model suggests ', bdi(label), ` (${percent(probability)})`);
    }
    await settled();
    if (shown !== task) return;
    seen = task;
    node.ariaBusy = 'false';
  };
  const onKey = key => {
    if (key !== 'Enter' || suggestion.hidden) return choice.onKey(key) || zoom.onKey(key);
    accept();
    return true;
  };
  return { node, show, skippable, onKey };
}
