import { bdi, make, percent } from '../dom.js';

const LARGEST_TABLE = 20;
const WORST = 5;

function cell(count, support, right) {
  const share = support === 0 ? 0 : count / support;
  const node = make('td', { className: right ? 'n right' : 'n wrong', title: percent(share) }, count === 0 ? '·' : String(count));
  node.style.setProperty('--share', share.toFixed(3));
  return node;
}

function table(classes, counts) {
  const rows = counts.map((row, truth) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    return make('tr', {}, make('th', { scope: 'row' }, bdi(classes[truth])),
      ...row.map((count, predicted) => cell(count, support, truth === predicted)));
  });
  const columns = classes.map(name => make('th', { scope: 'col' }, make('span', {}, bdi(name))));
  return make('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'Confusion matrix' },
    make('p', { className: 'soft' }, 'Rows: what test images show. Columns: what they were taken for.'),
    make('table', { className: 'confusion' },
      make('thead', {}, make('tr', {}, make('td'), ...columns)),
      make('tbody', {}, ...rows)));
}

/** The mistakes made most often, in words. */
function worst(classes, counts) {
  const mistakes = counts.flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, WORST);
  return make('ul', {}, ...mistakes.map(({ truth, predicted, count }) =>
    make('li', {}, make('strong', {}, bdi(classes[truth])), ' taken for ', make('strong', {}, bdi(classes[predicted])), count === 1 ? ': once' : `: ${count} times`)));
}

/**
 * What test images were taken for.
 * @param {string[]} classes
 * @param {number[][]} counts by true class, then by predicted class
 */
export const confusionMatrix = (classes, counts) => make('div', {},
  classes.length <= LARGEST_TABLE && table(classes, counts), worst(classes, counts));
