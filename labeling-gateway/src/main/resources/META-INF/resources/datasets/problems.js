// The files of a dataset that were left out, or are not as they should be.

import { call, download } from '../api.js';
import { bdi, button, heading, make, scrollable } from '../dom.js';

const AT_ONCE = 50;

const REASONS = {
  broken: 'broken',
  unsupported: 'images of kinds that are not read',
  helper: 'hidden or made by a system',
  unused: 'not images of this dataset',
  missing: 'named in a table, but not there',
  unlisted: 'not named in a table',
  contradictory: 'named in tables with different classes or splits',
};

const inWords = reason => REASONS[reason] ?? reason;

/** Names some of the files, for datasets of releases that kept no table of all. */
function someNames(skipped) {
  return [make('ul', {}, ...skipped.flatMap(({ names, files }) => [
    ...names.map(name => make('li', {}, bdi(name))),
    files > names.length && make('li', {}, `and ${files - names.length} more`),
  ]).filter(Boolean))];
}

const row = ({ path, reason, detail }) => make('tr', {},
  make('th', { scope: 'row' }, bdi(path)), make('td', {}, inWords(reason)), make('td', {}, bdi(detail)));

/** All problems, from its first page on, more as it is asked for. */
function allRows(scope, id, first) {
  const path = `/datasets/${id}/problems`;
  const rows = make('tbody');
  let cursor;
  const show = ({ items, next }) => {
    rows.append(...items.map(row));
    cursor = next;
    more.hidden = !next;
  };
  const more = button('Show more', () => call(`${path}?limit=${AT_ONCE}&cursor=${cursor}`).then(show).then(() => scope.tell(), scope.tell),
    { className: 'plain' });
  const save = () => download(path, `${id}-problems.csv`, 'text/csv').then(() => scope.tell(), scope.tell);
  show(first);
  return [
    scrollable('Files with problems', make('table', {},
      make('thead', {}, make('tr', {}, heading('File'), heading('Why'), heading('In detail'))), rows)),
    make('p', { className: 'row' }, more, button('Download all as CSV', save, { className: 'plain' })),
  ];
}

/** Tells what problems there are with the files of a dataset, if any. */
export function problemsCard(scope, { id, skipped = [] }) {
  if (skipped.length === 0) return null;
  const counts = skipped.map(({ reason, files }) => `${files} ${inWords(reason)}`).join(', ');
  const card = make('details', { className: 'card' }, make('summary', {}, `Problems: ${counts}`));
  const open = () => scope.persist(() => call(`/datasets/${id}/problems?limit=${AT_ONCE}`),
    first => card.append(...(first.items.length > 0 ? allRows(scope, id, first) : someNames(skipped))));
  card.addEventListener('toggle', open, { once: true });
  return card;
}
