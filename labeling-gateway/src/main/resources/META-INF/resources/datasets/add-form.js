// Where images come from: one form for each source of the catalogue.

import { bdi, make, named } from '../dom.js';
import { connectForm } from './connect-form.js';
import { uploadForm } from './upload-form.js';

const FORMS = {
  archive: { title: 'An archive on this computer', form: uploadForm },
  bucket: { title: 'A bucket', form: connectForm },
};

/** Asks for images; hands on each dataset that comes of them. */
export function addForm(scope, known, added) {
  const { standard, entries } = known.sources;
  const place = make('div');
  const forms = new Map();
  const choose = source => {
    if (!forms.has(source)) forms.set(source, FORMS[source].form(scope, known, added));
    place.replaceChildren(forms.get(source));
  };
  const choices = entries.filter(({ name }) => name in FORMS).map(({ name, summary }) => make('label', { className: 'option' },
    make('input', { type: 'radio', name: 'source', value: name, checked: name === standard, onchange: () => choose(name) }),
    make('span', {}, FORMS[name].title, make('small', { className: 'hint' }, summary))));
  choose(standard);
  const formats = known.formats.entries.map(({ name }) => name);
  return make('div', {},
    make('fieldset', {}, make('legend', {}, 'Where are your images?'), ...choices),
    make('p', { className: 'soft' }, 'Images may be ', bdi(named(formats, formats.length)), ', whatever their names end with.'),
    place);
}
