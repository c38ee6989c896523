import { bdi, button, make, percent } from '../dom.js';
import { classChoice } from './class-choice.js';
import { pictureFrame } from './picture-frame.js';

/**
 * One image at a time, as large as the screen allows. Only what is seen can be labelled. Where the
 * campaign lets annotators see what the model suggests, Enter accepts it.
 */
export function singleMode(work, act) {
  const node = make('div', { className: 'labelling' });
  const frame = pictureFrame(node, task => work.picture(task), 'or skip it.');
  let shown;
  const first = of => work.tasks.slice(0, 1).filter(task => task === of);
  const current = () => first(frame.seen);
  const skippable = () => first(frame.leavable);
  const choice = classChoice(work.classes, name => act.label(current(), name));
  const accept = () => act.accept(current());
  const suggestion = button('', accept, { className: 'plain suggestion', hidden: true });
  node.append(frame.node, make('div', {}, make('h1', {}, 'What does it show?'), suggestion, choice.node));

  const suggest = proposed => {
    suggestion.hidden = !proposed;
    if (proposed) {
      suggestion.replaceChildren(make('kbd', { ariaHidden: 'true' }, 'Enter'),
        'The model suggests ', bdi(proposed.label), ` (${percent(proposed.probability)})`);
    }
  };
  const show = () => {
    const [task] = work.tasks;
    if (task === shown) return;
    shown = task;
    if (task) frame.show(task, () => suggest(task.suggestion));
    else frame.wait();
  };
  const onKey = key => {
    if (key !== 'Enter' || suggestion.hidden) return choice.onKey(key) || frame.onKey(key);
    accept();
    return true;
  };
  return { node, show, skippable, onKey };
}
