// How the files of a dataset are read, wherever they are.

import { make } from '../dom.js';
import { field, refused, select } from '../forms.js';

/** How the files lie, by itself or as the catalogue says. */
function layoutField({ standard, entries }) {
  const input = select({ [standard]: 'Found by itself', ...Object.fromEntries(entries.map(({ name }) => [name, name])) }, standard);
  const node = field('format', 'How the files lie', input);
  const describe = () => {
    node.querySelector('.hint').textContent = entries.find(({ name }) => name === input.value)?.summary
      ?? 'Folders of images, with or without classes, and the published archives of well-known datasets are recognised.';
  };
  input.onchange = describe;
  describe();
  return { node, input };
}

/** A share as it is sent, of a number of percent. */
function share(percent) {
  if (percent < 0 || percent > 100) throw refused('mostBroken', 'A number from 0 to 100.');
  return String(Number((percent / 100).toFixed(6)));
}

/** The fields that are seldom needed, and what was written into them. */
export function packingFields(layouts) {
  const layout = layoutField(layouts);
  const imageSize = make('input', { type: 'number', min: 8, max: 512, step: 1, placeholder: 'chosen from the images' });
  const mostBroken = make('input', { type: 'number', min: 0, max: 100, step: 'any', placeholder: '5' });
  const node = make('details', {}, make('summary', {}, 'More options'),
    make('div', { className: 'fields' }, layout.node,
      field('imageSize', 'Image size', imageSize,
        'Side in pixels that the classifier sees. If empty, small images keep their size and others become 64 × 64. '
          + 'People see your files as they are.'),
      field('mostBroken', 'Broken images allowed (%)', mostBroken,
        'Images that cannot be read are left out and listed. If they are more than this, nothing is taken.')));
  return {
    node,
    settings: () => ({
      format: layout.input.value,
      ...imageSize.value && { imageSize: imageSize.value },
      ...mostBroken.value && { mostBroken: share(mostBroken.value) },
    }),
  };
}
