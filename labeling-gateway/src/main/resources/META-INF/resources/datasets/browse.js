// A dataset's images, page by page.

import { call } from '../api.js';
import { bdi, button, grouped, make } from '../dom.js';
import { load, thumbnailAddress } from '../images.js';

const AT_ONCE = 48;

function thumbnail(dataset, { index, path, label }) {
  const frame = make('div', { className: 'thumb' });
  load(thumbnailAddress(dataset, index), '').then(shown => frame.replaceChildren(shown), () => {});
  return make('li', {}, frame, make('small', {}, path ? bdi(path) : `image ${index}`,
    label && make('span', { className: 'soft' }, ' · ', bdi(label))));
}

/** Lets whoever may see them look through the images. */
export function browseCard(scope, { id, pool, test }) {
  const list = make('ol', { className: 'thumbs' });
  const words = make('span', { className: 'soft', role: 'status' });
  const cursors = [''];
  let page = 0;
  const go = to => call(`/datasets/${id}/images?limit=${AT_ONCE}${cursors[to]}`).then(({ items, next }) => {
    page = to;
    cursors[to + 1] = next && `&cursor=${next}`;
    list.replaceChildren(...items.map(image => thumbnail(id, image)));
    words.textContent = `${grouped(to * AT_ONCE + 1)} to ${grouped(to * AT_ONCE + items.length)} of ${grouped(pool + test)}`;
    back.disabled = to === 0;
    on.disabled = !next;
    scope.tell();
  });
  const turn = to => go(to).catch(scope.tell);
  const back = button('Previous', () => turn(page - 1), { className: 'plain' });
  const on = button('Next', () => turn(page + 1), { className: 'plain' });
  scope.persist(() => go(0));
  return make('section', { className: 'card' }, make('h2', {}, 'Images'), list,
    pool + test > AT_ONCE && make('p', { className: 'row' }, back, on, words));
}
