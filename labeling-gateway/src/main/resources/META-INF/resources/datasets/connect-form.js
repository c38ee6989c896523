// The form that lets a folder of a bucket be read.

import { call } from '../api.js';
import { make } from '../dom.js';
import { askingForm, field, refused, select } from '../forms.js';
import { packingFields } from './packing-fields.js';

const LONGEST_NAME = 100;

const lastFolder = prefix => prefix.split('/').filter(Boolean).at(-1) ?? '';

/** The sizes and shares are numbers in JSON. */
const asNumbers = ({ format, ...numbers }) => ({
  format, ...Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)])),
});

/** Says what to do where no bucket can be read. */
const noBucket = () => make('section', { className: 'card' },
  make('h2', {}, 'Read from a bucket'),
  make('p', {}, 'No bucket can be read yet. Whoever runs Modicum names the buckets, with their addresses and keys, in the setting ',
    make('code', {}, 'modicum.connections'), '; then they are offered here.'));

/** Registers the files of a folder of a bucket; hands on each dataset that comes of one. */
export function connectForm(scope, { layouts, connections }, connected) {
  if (connections.length === 0) return noBucket();
  const connection = select(Object.fromEntries(connections.map(({ name }) => [name, name])));
  const prefix = make('input', { maxLength: 900, autocomplete: 'off', spellcheck: false, placeholder: 'all of the bucket' });
  const name = make('input', { required: true, maxLength: LONGEST_NAME, autocomplete: 'off', dir: 'auto' });
  const packing = packingFields(layouts);
  let suggested = '';
  prefix.oninput = () => {
    if (name.value !== suggested) return;
    suggested = lastFolder(prefix.value).slice(0, LONGEST_NAME);
    name.value = suggested;
  };
  const form = askingForm(scope, [
    make('h2', {}, 'Read from a bucket'),
    make('p', { className: 'soft' }, 'The files stay where they are. Those that are there now are read, with all folders below.'),
    field('connection', 'Bucket', connection, 'One of those that whoever runs Modicum has named.'),
    field('prefix', 'Folder in it', prefix, 'From the top of the bucket, such as photos/2026. Capitals count.'),
    field('name', 'Name', name, 'What people call the dataset.'),
    packing.node,
  ], make('button', {}, 'Read the folder'), async () => {
    if (name.value.trim() === '') throw refused('name', 'Give it a name.');
    connected(await call(`/connections/${encodeURIComponent(connection.value)}/datasets`,
      { name: name.value, prefix: prefix.value.trim(), ...asNumbers(packing.settings()) }));
  });
  form.className = 'card';
  return form;
}
