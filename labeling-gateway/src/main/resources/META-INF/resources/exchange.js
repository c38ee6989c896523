// Labels on their way to and from other tools, in the formats that the gateway lists.

import { call, download } from './api.js';
import { button, counted, make } from './dom.js';
import { askingForm, field, select } from './forms.js';

/** A choice among formats, with a sentence on the one that is chosen. */
function formatChoice(path, formats, standard) {
  const input = select(Object.fromEntries(formats.map(({ name }) => [name, name])), standard);
  const node = field(path, 'Format', input);
  const chosen = () => formats.find(({ name }) => name === input.value);
  const describe = () => { node.querySelector('.hint').textContent = chosen().summary; };
  input.onchange = describe;
  describe();
  return { node, chosen };
}

function exportPart(scope, id, { entries, standard }) {
  const format = formatChoice('export-format', entries.filter(({ writes }) => writes), standard);
  const save = () => {
    const { name, extension } = format.chosen();
    return download(`/campaigns/${id}/export?${new URLSearchParams({ format: name })}`, `${id}.${extension}`)
      .then(() => scope.tell(), scope.tell);
  };
  return make('div', {}, format.node, button('Download the labels', save));
}

/** What became of the rows of a file. */
function reportPart({ rows, accepted, held, alreadyAnswered, alreadyDecided, refused, errors }) {
  const before = alreadyAnswered + alreadyDecided;
  const words = [
    `${counted(rows, 'row')}: ${accepted} taken`,
    held > 0 && `${held} held until their image is asked for`,
    before > 0 && `${before} answered or decided before`,
    refused > 0 && `${refused} refused`,
  ].filter(Boolean).join(', ');
  return [
    make('p', {}, `${words}.`),
    errors.length > 0 && make('ul', {}, ...errors.map(({ row, field: name, message }) =>
      make('li', {}, `Row ${row}, ${name}: `, make('bdi', {}, message)))),
  ].filter(Boolean);
}

function importForm(scope, id, { entries, standard }) {
  const file = make('input', { type: 'file' });
  const source = make('input', { required: true, maxLength: 100, autocomplete: 'off', dir: 'auto' });
  const image = make('input', { placeholder: 'image', autocomplete: 'off', dir: 'auto' });
  const label = make('input', { placeholder: 'label', autocomplete: 'off', dir: 'auto' });
  const index = make('input', { placeholder: 'none', autocomplete: 'off', dir: 'auto' });
  const format = formatChoice('format', entries.filter(({ reads }) => reads), standard);
  const report = make('div', { role: 'status' });
  const form = askingForm(scope, [
    make('h3', {}, 'Take in labels that were made elsewhere'),
    make('div', { className: 'fields' },
      field('file', 'File of labels', file),
      format.node,
      field('source', 'Source', source, 'What they come from. They count as the answers of an annotator of that name.'),
      field('image', 'Name of the image’s column or field', image, 'It has the path of the file, such as dogs/0003.png, or an address.'),
      field('label', 'Name of the class’s column, field or control', label),
      field('index', 'Name of the index’s column or field', index, 'Only where images are told by their index here instead of their path.')),
  ], make('button', {}, 'Import the labels'), async () => {
    report.replaceChildren();
    const asked = { source: source.value, format: format.chosen().name, image: image.value, label: label.value, index: index.value };
    const given = Object.entries(asked).filter(([, value]) => value !== '');
    const taken = await call(`/campaigns/${id}/imports?${new URLSearchParams(given)}`, file.files[0] ?? new Blob([]));
    report.replaceChildren(...reportPart(taken));
  });
  return make('div', {}, form, report);
}

/** Lets labels out of a campaign and, where it `takes` them, in. */
export const exchangeCard = (scope, id, listed, takes) => make('details', { className: 'card' },
  make('summary', {}, 'Labels in and out'),
  exportPart(scope, id, listed),
  takes && importForm(scope, id, listed));
