// The form that uploads an archive of images.

import { bdi, button, livePart, make, tell } from '../dom.js';
import { askingForm, field, refused } from '../forms.js';
import { packingFields } from './packing-fields.js';
import { CALLED_OFF, callOff, underWay, upload, uploadWords, whenChanged } from './upload.js';

const LONGEST_NAME = 100;

const asName = fileName => fileName.replace(/(\.tar)?\.[^.]+$/i, '').slice(0, LONGEST_NAME);

/** Refuses what cannot be an archive before it is sent. */
function archiveOf(file) {
  if (!file) throw refused('file', 'Choose an archive first, or drop one here.');
  if (file.type.startsWith('image/')) {
    throw refused('file', 'This is a single image. Pack the folder with your images as one .zip, and choose that.');
  }
  if (file.size === 0) throw refused('file', 'This file is empty, or a folder. Pack the folder as one .zip, and choose that.');
  return file;
}

/** Where a file is chosen or dropped. */
function dropZone(chosen) {
  const input = make('input', { type: 'file' });
  const node = field('file', 'Archive of images', input,
    'Drop it here or choose it: a .zip, .7z or .tar (.gz, .bz2, .xz, .zst) of a folder with your images. '
      + 'Folders inside it may be classes; they need not be.');
  node.classList.add('drop');
  const over = is => dragged => {
    dragged.preventDefault();
    node.classList.toggle('over', is);
  };
  node.ondragover = over(true);
  node.ondragleave = over(false);
  node.ondrop = dropped => {
    over(false)(dropped);
    if (dropped.dataTransfer.files.length === 0) return;
    input.files = dropped.dataTransfer.files;
    chosen(input.files[0]);
  };
  input.onchange = () => { if (input.files.length > 0) chosen(input.files[0]); };
  return { node, file: () => input.files[0] };
}

/** The upload that is under way, with a way to call it off. */
function progressPart() {
  return livePart(({ name, size, sent, words }) => make('section', { className: 'card', id: 'upload' },
    make('h2', {}, 'Uploading ', bdi(name)),
    make('progress', { max: size, value: sent, ariaLabel: 'Upload' }),
    make('p', { className: 'row' }, make('small', { className: 'soft' }, words),
      button('Call it off', callOff, { className: 'plain' })),
    make('p', { className: 'soft' }, 'Keep this tab open. You may look at other views meanwhile.')));
}

/** Uploads archives; hands on each dataset that comes of one. */
export function uploadForm(scope, { layouts }, uploaded) {
  const name = make('input', { required: true, maxLength: LONGEST_NAME, autocomplete: 'off', dir: 'auto' });
  const zone = dropZone(file => { if (name.value.trim() === '') name.value = asName(file.name); });
  const packing = packingFields(layouts);
  const form = askingForm(scope, [
    make('h2', {}, 'Upload images'),
    zone.node,
    field('name', 'Name', name, 'What people call the dataset.'),
    packing.node,
  ], make('button', {}, 'Upload'), async () => {
    const file = archiveOf(zone.file());
    if (name.value.trim() === '') throw refused('name', 'Give it a name.');
    try {
      uploaded(await upload(file, { name: name.value, ...packing.settings() }));
    } catch (problem) {
      if (problem === CALLED_OFF) {
        scope.announce(problem.message);
        return;
      }
      if (scope.left) tell(problem);
      throw problem;
    }
  });
  form.className = 'card';
  const progress = progressPart();
  const show = () => {
    const now = underWay();
    form.hidden = now !== undefined;
    progress.node.hidden = now === undefined;
    if (now) progress.show({ ...now, off: undefined, words: uploadWords(now) });
  };
  whenChanged(scope, show);
  show();
  return make('div', {}, form, progress.node);
}
