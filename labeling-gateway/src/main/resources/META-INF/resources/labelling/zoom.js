import { button, make } from '../dom.js';

const FACTOR = 1.5;
const LARGEST = 12;
const STEP = 0.1;

/** A frame in which an image can be enlarged and moved by buttons, keys, wheel and pointer. */
export function zoomFrame() {
  const frame = make('div', { className: 'frame' });
  const level = make('span', { className: 'soft', ariaHidden: 'true' });
  let image;
  let scale = 1;
  let at = { x: 0, y: 0 };
  let held;

  const apply = () => {
    const most = (scale - 1) / 2;
    const within = value => Math.min(most, Math.max(-most, value));
    at = { x: within(at.x), y: within(at.y) };
    if (image) image.style.transform = `translate(${100 * at.x}%, ${100 * at.y}%) scale(${scale})`;
    frame.classList.toggle('zoomed', scale > 1);
    level.textContent = `${Math.round(100 * scale)}%`;
  };
  const zoom = by => {
    const next = Math.min(LARGEST, Math.max(1, scale * by));
    at = { x: at.x * next / scale, y: at.y * next / scale };
    scale = next;
    apply();
  };
  const move = (x, y) => {
    at = { x: at.x + x, y: at.y + y };
    apply();
  };
  frame.addEventListener('wheel', turned => {
    turned.preventDefault();
    zoom(turned.deltaY < 0 ? FACTOR : 1 / FACTOR);
  }, { passive: false });
  frame.ondblclick = () => zoom(scale > 1 ? 1 / scale : 2 * FACTOR);
  frame.onpointerdown = ({ target, pointerId, clientX, clientY }) => {
    if (target.closest('button')) return;
    held = { x: clientX, y: clientY };
    frame.setPointerCapture(pointerId);
  };
  frame.onpointermove = ({ clientX, clientY }) => {
    if (!held) return;
    move((clientX - held.x) / frame.clientWidth, (clientY - held.y) / frame.clientHeight);
    held = { x: clientX, y: clientY };
  };
  frame.onpointerup = () => { held = undefined; };
  frame.onpointercancel = frame.onpointerup;

  const arrows = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  const onKey = key => {
    if (key === '+' || key === '=') zoom(FACTOR);
    else if (key === '-') zoom(1 / FACTOR);
    else if (key in arrows && scale > 1) move(...arrows[key]);
    else return false;
    return true;
  };
  const show = next => {
    image = next;
    scale = 1;
    at = { x: 0, y: 0 };
    frame.replaceChildren(image);
    apply();
  };
  const node = make('div', { className: 'zoom' }, frame,
    make('div', { className: 'row' },
      button('−', () => zoom(1 / FACTOR), { className: 'plain', ariaLabel: 'Zoom out' }),
      level,
      button('+', () => zoom(FACTOR), { className: 'plain', ariaLabel: 'Zoom in' })));
  return { node, show, onKey };
}
