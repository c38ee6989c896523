// The files of a dataset that were left out.

import { call, download } from '../api.js';
import { bdi, button, counted, heading, make, scrollable } from '../dom.js';

const AT_ONCE = 50;

const LEFT_OUT = {
  broken: 'broken',
  unsupported: 'images of kinds that are not read',
  helper: 'hidden or made by a system',
  unused: 'not images of this dataset',
};

const inWords = reason => LEFT_OUT[reason] ?? reason;

/** Names some of what was left out, for datasets that do not list all of it. */
function someNames({ skipped }) {
  return make('ul', {}, ...skipped.flatMap(({ names, files }) => [
    ...names.map(name => make('li', {}, bdi(name))),
    files > names.length && make('li', {}, `and ${files - names.length} more`),
  ]).filter(Boolean));
}

/** All of what was left out: path, reason and detail, more as they are asked for. */
function allRows(scope, { id, problems }) {
  const path = `/datasets/${id}/problems`;
  const rows = make('tbody');
  const more = button('', () => show(), { className: 'plain' });
  let cursor = '';
  const show = () => call(`${path}?limit=${AT_ONCE}${cursor}`).then(({ items, next }) => {
    rows.append(...items.map(({ path: file, reason, detail }) => make('tr', {},
      make('th', { scope: 'row' }, bdi(file)), make('td', {}, inWords(reason)), make('td', {}, bdi(detail ?? '')))));
    cursor = `&cursor=${next}`;
    more.hidden = !next;
    more.textContent = `Show more of ${problems}`;
    scope.tell();
  }, scope.tell);
  const save = () => download(path, `${id}-problems.csv`, 'text/csv').then(() => scope.tell(), scope.tell);
  more.hidden = true;
  show();
  return [
    scrollable('Files left out', make('table', {},
      make('thead', {}, make('tr', {}, heading('File'), heading('Why'), heading('In detail'))), rows)),
    make('p', { className: 'row' }, more, button('Download all as CSV', save, { className: 'plain' })),
  ];
}

/** Tells what was left out of a dataset, if anything was. */
export function problemsCard(scope, dataset) {
  const { skipped = [], problems } = dataset;
  if (skipped.length === 0 && !problems) return null;
  const counts = skipped.map(({ reason, files }) => `${files} ${inWords(reason)}`).join(', ');
  const card = make('details', { className: 'card' },
    make('summary', {}, `Left out: ${counts || counted(problems, 'file')}`));
  const open = () => card.append(...(problems ? allRows(scope, dataset) : [someNames(dataset)]));
  card.addEventListener('toggle', open, { once: true });
  return card;
}
