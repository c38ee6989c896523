import { bdi, button, make } from '../dom.js';
import { load, thumbnailAddress } from '../images.js';
import { classChoice } from './class-choice.js';
import { settled } from './settled.js';

export const AT_ONCE = 24;

/**
 * Many images at once: those that are marked get the class that is chosen, or, where the campaign lets annotators see
 * it, each the one that the model suggests. What is not seen yet cannot be marked.
 */
export function gridMode(work, act) {
  const marked = new Set();
  const cells = new Map();
  const seen = new Set();
  const grid = make('div', { className: 'cells', role: 'group', ariaLabel: 'Images to label' });
  const count = make('p', { className: 'soft', role: 'status' });
  const chosen = () => work.tasks.filter(({ id }) => marked.has(id));
  const choice = classChoice(work.classes, name => act.label(chosen(), name));
  const accept = () => act.accept(chosen());
  const suggestions = button('Label those marked as the model suggests', accept, { className: 'plain suggestion', hidden: true });

  const tell = () => {
    count.textContent = marked.size === 0
      ? 'Mark the images that show the same class, then choose it.'
      : `${marked.size} marked. Choose their class.`;
  };
  const mark = (id, on) => {
    if (!seen.has(id)) return;
    if (on) marked.add(id);
    else marked.delete(id);
    cells.get(id)?.setAttribute('aria-pressed', String(on));
    tell();
  };
  const shownTasks = () => work.tasks.slice(0, AT_ONCE);
  const markAll = () => {
    const on = shownTasks().some(({ id }) => seen.has(id) && !marked.has(id));
    shownTasks().forEach(({ id }) => mark(id, on));
  };

  function cell(task) {
    const suggested = task.suggestion?.label;
    const node = make('button', {
      type: 'button', className: 'cell',
      ariaLabel: suggested ? `Image ${task.image}, the model suggests ${suggested}` : `Image ${task.image}`,
    }, suggested && make('span', { className: 'caption' }, bdi(suggested)));
    node.onclick = () => mark(task.id, !marked.has(task.id));
    node.setAttribute('aria-pressed', 'false');
    node.ariaDisabled = 'true';
    load(thumbnailAddress(work.campaign.dataset, task.image), '').then(async image => {
      node.prepend(image);
      await settled();
      seen.add(task.id);
      node.ariaDisabled = 'false';
    }).catch(() => node.prepend('cannot be shown'));
    return node;
  }

  const show = async () => {
    const focused = [...grid.children].indexOf(document.activeElement);
    const shown = shownTasks();
    const ids = new Set(shown.map(({ id }) => id));
    [...cells.keys()].filter(id => !ids.has(id)).forEach(id => { marked.delete(id); seen.delete(id); cells.delete(id); });
    shown.filter(({ id }) => !cells.has(id)).forEach(task => cells.set(task.id, cell(task)));
    grid.replaceChildren(...shown.map(({ id }) => cells.get(id)));
    suggestions.hidden = !shown.some(({ suggestion }) => suggestion);
    if (focused >= 0) grid.children[Math.min(focused, grid.children.length - 1)]?.focus();
    tell();
  };

  const columns = () => getComputedStyle(grid).gridTemplateColumns.split(' ').length;
  const onKey = key => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns() }[key];
    if (by) {
      const from = [...grid.children].indexOf(document.activeElement);
      grid.children[from < 0 ? 0 : from + by]?.focus();
      return true;
    }
    if (key === 'a') {
      markAll();
      return true;
    }
    if (key !== 'Enter' || suggestions.hidden) return choice.onKey(key);
    accept();
    return true;
  };
  const node = make('div', {}, make('h1', {}, 'Which of these show the same?'), count,
    button('Mark all, or none', markAll, { className: 'plain' }), grid, suggestions, choice.node);
  return { node, show, skippable: chosen, onKey };
}
