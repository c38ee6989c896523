// Learning curves as SVG: labels across (logarithmic), accuracy up.

import { accuracyWords, bounds, measured } from '../chance.js';
import { bdi, counted, isolate } from '../dom.js';

const NS = 'http://www.w3.org/2000/svg';
const WIDTH = 640;
const HEIGHT = 340;
const BOX = { left: 62, right: 18, top: 14, bottom: 50 };

function shape(name, attributes, text) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

function accuracyRange(points) {
  const values = points.flatMap(point => [point.accuracy, ...Object.values(bounds(point) ?? {})]);
  const low = Math.floor(Math.min(...values) * 10 - 0.2) / 10;
  const high = Math.ceil(Math.max(...values) * 10 + 0.2) / 10;
  return [Math.max(0, low), Math.min(1, Math.max(high, low + 0.1))];
}

/** The band of a forecast and its dashed line, both from the last point that is known. */
function forecastShapes(last, forecast, across, up) {
  const steps = [{ ...last, lower: last.accuracy, upper: last.accuracy }, ...forecast];
  const path = (points, value) => points.map(point => `${across(point.labels)},${up(point[value])}`).join(' ');
  const band = shape('polygon', { class: 'band',
    points: `${path(steps, 'upper')} ${path([...steps].reverse(), 'lower')}` });
  const line = shape('polyline', { class: 'forecast', points: path(steps, 'accuracy') });
  const dots = forecast.map(point => {
    const dot = shape('circle', { class: 'forecast', cx: across(point.labels), cy: up(point.accuracy), r: 4.5 });
    dot.append(shape('title', {}, `Forecast with ${counted(point.labels, 'label')}: ${(100 * point.accuracy).toFixed(1)}%, `
      + `in 9 of 10 cases between ${(100 * point.lower).toFixed(1)}% and ${(100 * point.upper).toFixed(1)}%`));
    return dot;
  });
  return [band, line, ...dots];
}

/**
 * Returns a figure with one line per series, and a dashed one with its band where there is a forecast.
 * @param {{name: string, points: {labels: number, accuracy: number}[],
 *   forecast?: {labels: number, accuracy: number, lower: number, upper: number}[]}[]} lines
 */
export function learningCurves(lines) {
  // A logarithmic axis has no place for a cycle whose images were all left out.
  const series = lines.map(line => ({ ...line, points: measured(line.points).filter(point => point.labels > 0) }))
    .filter(line => line.points.length > 0);
  const points = series.flatMap(line => [...line.points, ...(line.forecast ?? [])]);
  const figure = document.createElement('figure');
  if (points.length === 0) {
    figure.className = 'empty';
    figure.textContent = 'The curve begins when an accuracy was measured.';
    return figure;
  }
  const labels = [...new Set(points.map(point => point.labels))].sort((a, b) => a - b);
  const [first, last] = [Math.log(labels[0]), Math.log(labels.at(-1))];
  const [low, high] = accuracyRange(points);
  const across = value => last === first
    ? (BOX.left + WIDTH - BOX.right) / 2
    : BOX.left + (Math.log(value) - first) / (last - first) * (WIDTH - BOX.left - BOX.right);
  const up = value =>
    HEIGHT - BOX.bottom - (value - low) / (high - low) * (HEIGHT - BOX.top - BOX.bottom);

  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' });
  svg.append(shape('title', {}, 'Accuracy against the number of labels'));
  const ticks = Math.round((high - low) * 10) + 1;
  for (let i = 0; i < ticks; i++) {
    const value = low + i / 10;
    svg.append(
      shape('line', { class: 'grid', x1: BOX.left, x2: WIDTH - BOX.right, y1: up(value), y2: up(value) }),
      shape('text', { class: 'tick', x: BOX.left - 8, y: up(value) + 4, 'text-anchor': 'end' },
        `${Math.round(value * 100)}%`));
  }
  let free = -Infinity;
  for (const count of labels) {
    if (across(count) - free < 34) continue;
    free = across(count);
    svg.append(shape('text',
      { class: 'tick', x: free, y: HEIGHT - BOX.bottom + 20, 'text-anchor': 'middle' }, count));
  }
  svg.append(
    shape('text', { class: 'axis', x: (BOX.left + WIDTH - BOX.right) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' },
      'Labels (logarithmic)'),
    shape('text', { class: 'axis', x: 0, y: 0, 'text-anchor': 'middle',
      transform: `translate(14 ${(HEIGHT - BOX.bottom) / 2}) rotate(-90)` }, 'Accuracy'));
  series.forEach((line, index) => {
    const path = line.points.map(point => `${across(point.labels)},${up(point.accuracy)}`).join(' ');
    const group = shape('g', { class: `series s${index % 6}` });
    if (line.forecast?.length > 0) group.append(...forecastShapes(line.points.at(-1), line.forecast, across, up));
    group.append(shape('polyline', { points: path }));
    for (const point of line.points) {
      const dot = shape('circle', { cx: across(point.labels), cy: up(point.accuracy), r: 4.5 });
      dot.append(shape('title', {},
        `${isolate(line.name)}: ${accuracyWords(point)} with ${counted(point.labels, 'label')}`));
      const known = bounds(point);
      if (known) {
        group.append(shape('line', { class: 'whisker',
          x1: across(point.labels), x2: across(point.labels), y1: up(known.lower), y2: up(known.upper) }));
      }
      group.append(dot);
    }
    svg.append(group);
  });
  const legend = document.createElement('figcaption');
  series.forEach((line, index) => {
    const entry = document.createElement('span');
    entry.className = `key s${index % 6}`;
    entry.append(bdi(line.name));
    legend.append(entry);
    if (line.forecast?.length > 0) {
      const expected = document.createElement('span');
      expected.className = `key forecast s${index % 6}`;
      expected.textContent = 'forecast, with what 9 of 10 cases keep to';
      legend.append(expected);
    }
  });
  figure.append(svg, legend);
  return figure;
}
