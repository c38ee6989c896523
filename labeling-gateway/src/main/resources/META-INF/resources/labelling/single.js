import { button, make, percent } from '../dom.js';
import { classChoice } from './class-choice.js';
import { zoomFrame } from './zoom.js';

/**
 * One image at a time, as large as the screen allows. Only what is seen can be labelled. Where the
 * campaign lets annotators see what the model suggests, Enter accepts it.
 */
export function singleMode(work, act) {
  const zoom = zoomFrame();
  const why = make('p', { className: 'soft' });
  let seen;
  const current = () => work.tasks.slice(0, 1).filter(task => task === seen);
  const choice = classChoice(work.classes, name => act.label(current(), name));
  const accept = () => act.accept(current());
  const suggestion = button('', accept, { className: 'plain suggestion', hidden: true });
  const node = make('div', { className: 'labelling' }, zoom.node,
    make('div', {}, make('h1', {}, 'What does it show?'), why, suggestion, choice.node));
  let shown;

  const show = async () => {
    const [task] = work.tasks;
    if (task === shown) return;
    shown = task;
    zoom.node.classList.add('waiting');
    why.textContent = task.reason ? `Asked because: ${task.reason}` : '';
    const picture = await work.picture(task).catch(problem => { shown = undefined; throw problem; });
    if (shown !== task) return;
    seen = task;
    zoom.node.classList.remove('waiting');
    zoom.show(picture);
    suggestion.hidden = !task.suggestion;
    if (task.suggestion) {
      const { label, probability } = task.suggestion;
      suggestion.replaceChildren(make('kbd', { ariaHidden: 'true' }, 'Enter'),
        `The model suggests ${label} (${percent(probability)})`);
    }
  };
  const onKey = key => {
    if (key !== 'Enter' || suggestion.hidden) return choice.onKey(key) || zoom.onKey(key);
    accept();
    return true;
  };
  return { node, show, chosen: current, onKey };
}
