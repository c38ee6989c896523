import { bdi, make } from '../dom.js';

const KEYS = 10;
const FILTERED_FROM = KEYS + 1;
const MOST_SHOWN = 60;

/** The classes as buttons, ten of them with number keys; where there are many, they are searched for. */
export function classChoice(classes, choose) {
  const search = make('input', { type: 'search', id: 'class-search', autocomplete: 'off', dir: 'auto' });
  const buttons = make('div', { className: 'choices', role: 'group', ariaLabel: 'Classes' });
  const hidden = make('p', { className: 'soft' });
  let offered = [];
  let before;
  const giveFocusBack = () => (before?.isConnected && before !== document.body ? before.focus() : search.blur());
  const pick = (name, clicked) => {
    if (clicked.detail > 0) clicked.currentTarget.blur();
    choose(name);
  };
  const comparable = text => text.normalize('NFC').toLowerCase();
  const offer = () => {
    const wanted = comparable(search.value.trim());
    const distance = name => [comparable(name) === wanted, comparable(name).startsWith(wanted), true].indexOf(true);
    offered = classes.filter(name => comparable(name).includes(wanted)).sort((a, b) => distance(a) - distance(b));
    hidden.textContent = offered.length > MOST_SHOWN ? `${offered.length - MOST_SHOWN} more; find them by name.` : '';
    buttons.replaceChildren(...offered.slice(0, MOST_SHOWN).map((name, index) => make('button',
      { type: 'button', className: 'choice', onclick: clicked => pick(name, clicked) },
      index < KEYS && make('kbd', { ariaHidden: 'true' }, String((index + 1) % KEYS)), bdi(name))));
  };
  search.oninput = offer;
  search.onkeydown = pressed => {
    if (pressed.key === 'Enter' && offered.length > 0) {
      choose(offered[0]);
      search.value = '';
      offer();
      giveFocusBack();
    } else if (pressed.key === 'Escape') {
      giveFocusBack();
    }
  };
  offer();
  const node = make('div', {},
    classes.length >= FILTERED_FROM && make('div', { className: 'field' },
      make('label', { htmlFor: search.id }, 'Find a class', make('kbd', { ariaHidden: 'true' }, '/')), search),
    buttons, hidden);
  const onKey = key => {
    if (key === '/' && search.isConnected) {
      before = document.activeElement;
      search.focus();
      return true;
    }
    const name = /^[0-9]$/.test(key) ? offered[(Number(key) + KEYS - 1) % KEYS] : undefined;
    if (name !== undefined) choose(name);
    return name !== undefined;
  };
  return { node, onKey };
}
