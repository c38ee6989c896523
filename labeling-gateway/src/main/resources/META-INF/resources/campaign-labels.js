// What a campaign's labels are: its classes, those that accuracy is measured by, those that exist already.

import { grouped, make } from './dom.js';
import { reachWords, sampleSize } from './chance.js';
import { field, refused, select } from './forms.js';

const USES = {
  trust: 'Learn from them, and ask people only for other images',
  ignore: 'Leave them out, and ask people for all labels',
};

const number = properties => make('input', { type: 'number', step: 1, min: 0, max: 10000, ...properties });

const lines = text => text.split('\n').map(line => line.trim().normalize('NFC')).filter(Boolean);

const same = (some, others) => some.length === others.length && some.every((name, i) => name === others[i]);

/** Refuses classes that nobody could choose among. */
function chosenAmong(names) {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) throw refused('classes', `“${twice}” is there twice.`);
  if (names.length < 2) throw refused('classes', 'Name at least two classes, one per line.');
  return names;
}

/** The fields on a campaign's labels, as the dataset that is shown suggests them; `changed` hears what changes the rest. */
export function labelFields(changed) {
  const classes = make('textarea', { rows: 4, dir: 'auto', spellcheck: false });
  const size = number();
  const use = select(USES);
  const confirm = number({ placeholder: '0' });
  const nodes = {
    classes: field('classes', 'Classes', classes),
    size: field('evaluation.size', 'Evaluation sample', size),
    use: field('existingLabels.use', 'Labels that exist already', use),
    confirm: field('existingLabels.confirm', 'Of these, ask people again for', confirm,
      'So many of them, drawn at random, are asked for in the first cycle; what people answer counts.'),
  };
  const edited = new Set();
  let dataset;
  let simulated;

  const named = () => lines(classes.value);
  const tested = () => dataset.test > 0 && named().length > 0 && named().every(name => dataset.classes.includes(name));
  const usual = {
    size: () => (tested() ? 0 : sampleSize(dataset.pool)),
    use: () => (!simulated && dataset.labelled < dataset.pool ? 'trust' : 'ignore'),
  };
  const hint = (node, text) => { node.querySelector('.hint').textContent = text; };

  function sizeHint() {
    const count = Number(size.value);
    if (count > 0) {
      return 'So many images, drawn at random, people label only to measure how accurate the classifier is: '
        + `${grouped(count)} tell it to about ${reachWords(count)}.`;
    }
    return tested() ? `None is needed: accuracy is measured on the dataset’s ${grouped(dataset.test)} test images.`
      : 'Without one nobody can tell how accurate the classifier is.';
  }

  function update() {
    if (!dataset) return;
    if (!edited.has('size')) size.value = usual.size();
    if (!edited.has('use')) use.value = usual.use();
    nodes.use.hidden = !(dataset.labelled > 0);
    nodes.confirm.hidden = nodes.use.hidden || use.value !== 'trust';
    hint(nodes.use, `${grouped(dataset.labelled ?? 0)} of ${grouped(dataset.pool)} images came with one.`);
    hint(nodes.classes, dataset.classes.length > 0
      ? 'One per line. These are the dataset’s own; name others to ask another question.'
      : 'One per line, such as “beach” and “mountain”: what people choose among for each image.');
    hint(nodes.size, sizeHint());
    changed();
  }

  for (const [name, input] of Object.entries({ classes, size, use, confirm })) {
    input.oninput = () => { edited.add(name); update(); };
  }

  return {
    classes: nodes.classes,
    sample: nodes.size,
    existing: [nodes.use, nodes.confirm],
    /** Suggests what goes with a dataset, and with whoever answers. */
    show: (chosen, isSimulated) => {
      simulated = isSimulated;
      if (chosen !== dataset) {
        dataset = chosen;
        edited.clear();
        classes.value = chosen.classes.join('\n');
      }
      update();
    },
    /** How many images are left to ask people for so that the classifier learns. */
    room: () => dataset.pool - Number(size.value) - (use.value === 'trust' ? dataset.labelled ?? 0 : 0),
    /** What was chosen of it; the rest is the gateway's to decide. */
    value: () => {
      if (!dataset) return {};
      return {
        classes: dataset.classes.length > 0 && same(named(), dataset.classes) ? undefined : chosenAmong(named()),
        evaluation: edited.has('size') ? { size: Number(size.value) } : undefined,
        existingLabels: nodes.use.hidden ? undefined : {
          use: edited.has('use') ? use.value : undefined,
          confirm: nodes.confirm.hidden || !confirm.value ? undefined : Number(confirm.value),
        },
      };
    },
  };
}
