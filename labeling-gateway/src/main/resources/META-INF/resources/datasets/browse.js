// A dataset's images, page by page, all or those that are wanted.

import { call } from '../api.js';
import { bdi, button, grouped, isolate, make } from '../dom.js';
import { field, select } from '../forms.js';
import { load, thumbnailAddress } from '../images.js';

const AT_ONCE = 48;

function thumbnail(dataset, { index, path, label }) {
  const frame = make('div', { className: 'thumb' });
  load(thumbnailAddress(dataset, index), '').then(shown => frame.replaceChildren(shown), () => {});
  return make('li', {}, frame, make('small', {}, path ? bdi(path) : `image ${index}`,
    label && make('span', { className: 'soft' }, ' · ', bdi(label))));
}

/** Which images are wanted: what is offered depends on what the dataset has. */
function filterFields({ pool, test, labelled, classes }, changed) {
  const label = select(Object.fromEntries([
    ['', 'All images'], ['labelled=true', 'With a label'], ['labelled=false', 'Without a label'],
    ...classes.map(name => [new URLSearchParams({ label: name }).toString(), isolate(name)]),
  ]), '');
  const split = select({ '': 'All images', 'split=pool': 'To choose from', 'split=test': 'To test on' }, '');
  const folder = make('input', { placeholder: 'all', autocomplete: 'off', spellcheck: false, dir: 'auto' });
  const folders = make('datalist', { id: 'folders' });
  folder.setAttribute('list', folders.id);
  for (const input of [label, split, folder]) input.onchange = changed;
  const known = new Set();
  const nodes = [
    (classes.length > 0 || labelled > 0 || test > 0) && field('wanted-label', 'Label', label),
    pool > 0 && test > 0 && field('wanted-split', 'Split', split),
    field('wanted-folder', 'Folder', folder, 'With all below it, such as pets/dogs.'),
  ].filter(Boolean);
  return {
    node: make('div', { className: 'fields' }, ...nodes, folders),
    /** The parameters that ask for it. */
    query: () => [label.value, split.value, folder.value.trim() && new URLSearchParams({ folder: folder.value.trim() }).toString()]
      .filter(Boolean).map(part => `&${part}`).join(''),
    /** Offers the folders that were seen. */
    learn: images => {
      images.filter(({ path }) => path?.includes('/')).forEach(({ path }) => known.add(path.replace(/\/[^/]*$/, '')));
      folders.replaceChildren(...[...known].sort().map(value => make('option', { value })));
    },
  };
}

/** Lets whoever may see them look through the images. */
export function browseCard(scope, dataset) {
  const { id, pool, test } = dataset;
  const list = make('ol', { className: 'thumbs' });
  const words = make('span', { className: 'soft', role: 'status' });
  let cursors;
  let page;
  const go = to => {
    const query = filter.query();
    return call(`/datasets/${id}/images?limit=${AT_ONCE}${query}${cursors[to]}`).then(({ items, next }) => {
      if (query !== filter.query()) return;
      page = to;
      cursors[to + 1] = next && `&cursor=${next}`;
      filter.learn(items);
      list.replaceChildren(...items.map(image => thumbnail(id, image)));
      const last = to * AT_ONCE + items.length;
      const all = query === '' ? pool + test : !next && last;
      words.textContent = last === 0 ? 'No image is like that.'
        : `${grouped(to * AT_ONCE + 1)} to ${grouped(last)}${all ? ` of ${grouped(all)}` : ''}`;
      back.disabled = to === 0;
      on.disabled = !next;
      scope.tell();
    });
  };
  const turn = to => go(to).catch(scope.tell);
  const begin = () => { cursors = ['']; };
  const filter = filterFields(dataset, () => { begin(); turn(0); });
  const back = button('Previous', () => turn(page - 1), { className: 'plain' });
  const on = button('Next', () => turn(page + 1), { className: 'plain' });
  begin();
  scope.persist(() => go(0));
  return make('section', { className: 'card' }, make('h2', {}, 'Images'), filter.node, list,
    make('p', { className: 'row' }, back, on, words));
}
