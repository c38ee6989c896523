// What every view draws with.

const notice = document.getElementById('notice');
const announcer = document.getElementById('announcer');

/** Makes an element; what is given as text stays text, and what is nothing is left out. */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child !== undefined && child !== null && child !== false));
  return node;
}

export const button = (text, onclick, properties = {}) =>
  make('button', { type: 'button', onclick, ...properties }, text);

export const backLink = (href, text) => make('p', {}, make('a', { href }, `← ${text}`));

/** A name that somebody gave, which keeps its direction to itself. */
export const bdi = name => make('bdi', {}, name);

/** The same where there is only text. */
export const isolate = name => `\u2068${name}\u2069`;

/** A count with its noun, such as `1 image` and `2 images`. */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** A count that may be large, such as `1,234,567`. */
export const grouped = count => count.toLocaleString('en');

const COMPLETE = new Intl.ListFormat('en', { type: 'conjunction' });

/** Names in a sentence, of many the first few. */
export function named(names, most = 5) {
  const shown = names.slice(0, most).map(isolate);
  return COMPLETE.format(names.length > most ? [...shown, `${names.length - most} more`] : shown);
}

let told;

/** Tells a problem until there is another, or none. What passes by itself never hides what somebody has to know. */
export function tell(problem) {
  if (problem?.passing && told && !told.passing) return;
  told = problem;
  notice.textContent = problem ? problem.message : '';
}

addEventListener('answered', () => { if (told?.passing) tell(); });

/** Says something to those who hear the page. */
export function announce(text) {
  announcer.textContent = text;
}

/** A part of a page that is drawn anew only when what it shows, or its key, has changed. */
export function livePart(draw) {
  const node = make('div');
  let shown;
  const show = (value, key = JSON.stringify(value)) => {
    if (key === shown) return;
    shown = key;
    node.replaceChildren(...[draw(value)].flat().filter(Boolean));
  };
  return { node, show };
}

export const heading = (text, className = '') => make('th', { scope: 'col', className }, text);

export const numeric = (text, tag = 'td') => make(tag, { className: 'n' }, String(text));

/** What may be wider than the screen, such as a table; the keyboard can scroll it. */
export const scrollable = (ariaLabel, ...children) =>
  make('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel }, ...children);

export const percent = share => `${(100 * share).toFixed(1)}%`;

const BYTES = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes in the largest unit that is less than it. */
export function fileSize(bytes) {
  const unit = Math.min(BYTES.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const count = bytes / 1000 ** unit;
  return `${count.toFixed(unit === 0 || count >= 100 ? 0 : 1)} ${BYTES[unit]}`;
}

export function duration(seconds) {
  if (seconds < 0) return '';
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;
}

/** Whether a key was pressed to write, not to command. */
export const isWriting = ({ target }) => ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName);
