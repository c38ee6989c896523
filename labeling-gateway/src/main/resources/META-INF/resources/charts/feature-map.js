// The pool's features in two dimensions, on a canvas.

import { counted, make } from '../dom.js';
import { load, thumbnailAddress } from '../images.js';

const WIDTH = 720;
const HEIGHT = 480;
const MARGIN = 14;
const REACH = 14;
const SHARE_WITHIN = 0.005;

/** The range of a coordinate without its outliers, which are drawn at the edge. */
function range(values, offset) {
  const sorted = values.filter((_, i) => i % 2 === offset).sort();
  const cut = Math.floor(sorted.length * SHARE_WITHIN);
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  return [low, high > low ? high : low + 1];
}

/** Returns the place of each image on the canvas, `[x0, y0, x1, y1, …]`. */
function places({ values }) {
  const place = new Float32Array(values.length);
  for (const [offset, size] of [[0, WIDTH], [1, HEIGHT]]) {
    const [low, high] = range(values, offset);
    for (let i = offset; i < values.length; i += 2) {
      const share = Math.min(1, Math.max(0, (values[i] - low) / (high - low)));
      place[i] = MARGIN + share * (size - 2 * MARGIN);
    }
  }
  return place;
}

function draw(canvas, place, labelled, picks) {
  const context = canvas.getContext('2d');
  const style = getComputedStyle(canvas);
  const colour = name => style.getPropertyValue(name);
  const dot = (image, radius) => {
    context.beginPath();
    context.arc(place[2 * image], place[2 * image + 1], radius, 0, 2 * Math.PI);
    context.fill();
  };
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = colour('--soft');
  context.globalAlpha = Math.min(0.5, Math.max(0.08, 1500 / place.length));
  for (let image = 0; 2 * image < place.length; image++) dot(image, 1.8);
  context.globalAlpha = 1;
  context.fillStyle = colour('--c0');
  labelled.forEach(image => dot(image, 3.5));
  context.fillStyle = colour('--c1');
  context.strokeStyle = colour('--card');
  picks.forEach(({ image }) => { dot(image, 4.5); context.stroke(); });
}

function nearest(place, x, y) {
  let best = -1;
  let least = REACH * REACH;
  for (let i = 0; i < place.length; i += 2) {
    const distance = (place[i] - x) ** 2 + (place[i + 1] - y) ** 2;
    if (distance < least) {
      least = distance;
      best = i / 2;
    }
  }
  return best;
}

/**
 * A map on which near images look alike to the backbone. The pointer shows the image under it, and
 * the arrow keys go through the selected ones.
 * @param {{values: Float32Array, rows: number}} map
 * @param {Set<number>} labelled images labelled before
 * @param {{image: number, reason: string}[]} picks
 */
export function featureMap(dataset, map, labelled, picks) {
  const place = places(map);
  const reasons = new Map(picks.map(({ image, reason }) => [image, reason]));
  const canvas = make('canvas', { width: WIDTH, height: HEIGHT, tabIndex: 0, role: 'img',
    ariaLabel: `Map of ${counted(map.rows, 'image')} by their features, ${labelled.size} labelled before, ${picks.length} selected. `
      + 'The arrow keys go through the selected ones.' });
  const ring = make('span', { className: 'ring', hidden: true });
  const picture = make('div', { className: 'thumb' });
  const words = make('p', { role: 'status' }, 'Point at the map, or use the arrow keys.');
  let shown = -1;
  let step = -1;

  const show = image => {
    if (image < 0 || image === shown) return;
    shown = image;
    ring.hidden = false;
    ring.style.left = `${100 * place[2 * image] / WIDTH}%`;
    ring.style.top = `${100 * place[2 * image + 1] / HEIGHT}%`;
    const standing = reasons.get(image) ?? (labelled.has(image) ? 'labelled before' : 'not labelled');
    words.replaceChildren(make('strong', {}, `Image ${image}`), ` ${standing}`);
    load(thumbnailAddress(dataset, image), '').then(found => { if (shown === image) picture.replaceChildren(found); }, () => {});
  };
  canvas.onpointermove = ({ offsetX, offsetY }) =>
    show(nearest(place, offsetX * WIDTH / canvas.clientWidth, offsetY * HEIGHT / canvas.clientHeight));
  canvas.onkeydown = pressed => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[pressed.key];
    if (!by || picks.length === 0) return;
    pressed.preventDefault();
    step = (Math.max(step, by < 0 ? 0 : step) + by + picks.length) % picks.length;
    show(picks[step].image);
  };
  const paint = () => draw(canvas, place, labelled, picks);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => (canvas.isConnected ? paint() : dark.removeEventListener('change', repaint));
  dark.addEventListener('change', repaint);
  requestAnimationFrame(paint);
  return make('figure', { className: 'map' },
    make('div', { className: 'plot' }, canvas, ring),
    make('div', { className: 'pointed' }, picture, words),
    make('figcaption', {},
      make('span', { className: 'key s1' }, `selected (${picks.length})`),
      make('span', { className: 'key s0' }, `labelled before (${labelled.size})`),
      make('span', { className: 'key none' }, 'not labelled')));
}
