import { make, button } from './dom.js';
import { load, thumbnailAddress } from './images.js';

const AT_ONCE = 24;

function thumbnail(dataset, { image, reason }, rank) {
  const frame = make('div', { className: 'thumb' });
  load(thumbnailAddress(dataset, image), '').then(shown => frame.replaceChildren(shown), () => {});
  return make('li', {}, frame, make('small', {}, make('strong', {}, `${rank + 1}. image ${image}`), ` ${reason}`));
}

/** The picks of a selection, the most wanted first, each with its reason. */
export function thumbnails(dataset, picks) {
  const list = make('ol', { className: 'thumbs' });
  const more = button('', () => show());
  const show = () => {
    const from = list.children.length;
    list.append(...picks.slice(from, from + AT_ONCE).map((pick, i) => thumbnail(dataset, pick, from + i)));
    const left = picks.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(AT_ONCE, left)} more of ${left}`;
  };
  show();
  return make('div', {}, list, more);
}
