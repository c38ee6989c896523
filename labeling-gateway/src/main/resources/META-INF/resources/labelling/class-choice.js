import { make } from '../dom.js';

const KEYS = 10;
const FILTERED_FROM = 13;

/** The classes as buttons, ten of them with number keys; where there are many, they can be searched. */
export function classChoice(classes, choose) {
  const search = make('input', { type: 'search', id: 'class-search', autocomplete: 'off' });
  const buttons = make('div', { className: 'choices', role: 'group', ariaLabel: 'Classes' });
  let offered = [];
  const pick = (name, clicked) => {
    if (clicked.detail > 0) clicked.currentTarget.blur();
    choose(name);
  };
  const offer = () => {
    const wanted = search.value.trim().toLowerCase();
    offered = classes.filter(name => name.toLowerCase().includes(wanted));
    buttons.replaceChildren(...offered.map((name, index) => make('button',
      { type: 'button', className: 'choice', onclick: clicked => pick(name, clicked) },
      index < KEYS && make('kbd', { ariaHidden: 'true' }, String((index + 1) % KEYS)), name)));
  };
  search.oninput = offer;
  search.onkeydown = pressed => {
    if (pressed.key === 'Enter' && offered.length > 0) {
      choose(offered[0]);
      search.value = '';
      offer();
    } else if (pressed.key === 'Escape') {
      search.blur();
    }
  };
  offer();
  const node = make('div', {},
    classes.length >= FILTERED_FROM && make('div', { className: 'field' },
      make('label', { htmlFor: search.id }, 'Find a class', make('kbd', { ariaHidden: 'true' }, '/')), search),
    buttons);
  const onKey = key => {
    if (key === '/' && search.isConnected) {
      search.focus();
      return true;
    }
    const name = /^[0-9]$/.test(key) ? offered[(Number(key) + KEYS - 1) % KEYS] : undefined;
    if (name !== undefined) choose(name);
    return name !== undefined;
  };
  return { node, onKey };
}
