// The form that starts a campaign. The catalogues of acquisition functions, pretraining methods and heads decide what it asks.

import { call, callAll } from '../api.js';
import { labelFields } from '../campaign-labels.js';
import { backLink, counted, duration, make } from '../dom.js';
import { testWords } from '../chance.js';
import { askingForm, field, select } from '../forms.js';

const MODES = {
  'self-supervised': 'Learn features from all images first, without labels',
  'from-scratch': 'Train a network anew in each cycle, on its labels only (the baseline)',
};

const PRESETS = {
  small: 'A small residual network, for processors',
  'simsiam-cifar': 'ResNet-18 as published for images of 32 pixels, for a GPU',
  'simsiam-imagenet': 'ResNet-50 as published for images of 224 pixels, for a GPU',
};

const ORACLES = {
  annotators: 'People, on this page or through the API',
  simulated: "The dataset's own labels (a benchmark)",
};

const USUAL_BUDGETS = [20, 50, 100, 200];

/** Sizes of the labelled set that a dataset has room for. */
function usualBudgets(room) {
  const fitting = USUAL_BUDGETS.filter(size => size <= room);
  const sizes = fitting.length > 1 ? fitting : [room / 4, room / 2, room].map(Math.ceil);
  return [...new Set(sizes)].join(', ');
}

const number = (properties = {}) => make('input', { type: 'number', step: 'any', ...properties });

const written = value => (value.value === '' ? undefined : Number(value.value));

function settingField(section, setting) {
  const input = number({
    min: setting.minimum,
    max: setting.maximum,
    step: setting.kind === 'integer' ? 1 : 'any',
    placeholder: setting.automatic ? 'chosen from the images' : setting.standard,
  });
  return field(`${section}.${setting.name}`, setting.name, input, setting.summary);
}

/** The fields of what can be set of something, and the numbers that were written into them. */
function settingFields(section) {
  const node = make('div', { className: 'fields' });
  const show = settings => node.replaceChildren(...settings.map(setting => settingField(section, setting)));
  const numbers = () => Object.fromEntries([...node.querySelectorAll('input')]
    .filter(({ value }) => value !== '')
    .map(({ id, value }) => [id.replace(`${section}.`, ''), Number(value)]));
  return { node, show, numbers };
}

const describe = ({ summary, source }) => (source ? `${summary} (${source})` : summary);

/** Asks which of a catalogue a section of the specification names, where there are several. */
function choiceFields({ standard, entries }, section, name, label) {
  if (entries.length < 2) return { nodes: [], value: () => undefined };
  const choice = select(Object.fromEntries(entries.map(entry => [entry.name, entry.name])), standard);
  const summary = make('p', { className: 'soft' });
  const settings = settingFields(`${section}.settings`);
  const show = () => {
    const chosen = entries.find(entry => entry.name === choice.value);
    summary.textContent = describe(chosen);
    settings.show(chosen.settings);
  };
  choice.onchange = show;
  show();
  return {
    nodes: [field(`${section}.${name}`, label, choice), summary, settings.node],
    value: () => ({ [name]: choice.value, settings: settings.numbers() }),
  };
}

/** How long a preset trains on a dataset. */
function lengthWords({ pretraining, seconds, supervisedSteps }, mode) {
  if (mode === 'from-scratch') return `${counted(supervisedSteps, 'step')} of training in each cycle.`;
  const length = `${counted(pretraining.epochs, 'epoch')} of ${counted(pretraining.steps / pretraining.epochs, 'step')}, `
    + `${counted(pretraining.steps, 'step')} in all`;
  return seconds >= 0
    ? `${length}: about ${duration(seconds)} at the pace of the latest such training here.`
    : `${length}. No such training was here yet: the campaign’s page tells the time it takes once it runs.`;
}

function fields(scope, catalogue, { methods, heads }, datasets, dataset) {
  const byName = Object.fromEntries(catalogue.functions.map(entry => [entry.name, entry]));
  const names = entries => Object.fromEntries(entries.map(({ name }) => [name, name]));
  const input = {
    name: make('input', { maxLength: 100, placeholder: 'campaign', dir: 'auto' }),
    dataset: select(Object.fromEntries(datasets.map(({ id, name }) => [id, name])), dataset),
    mode: select(MODES),
    preset: select(PRESETS),
    function: select(names(catalogue.functions), catalogue.standard),
    initial: make('select'),
    budgets: make('input', { required: true, value: USUAL_BUDGETS.join(', ') }),
    oracle: select(ORACLES),
    suggestions: make('input', { type: 'checkbox' }),
    balance: make('input', { type: 'checkbox' }),
    randomFraction: number({ min: 0, max: 1, placeholder: 0 }),
    nearDuplicates: number({ min: 0, max: 1, placeholder: 'off' }),
    targetAccuracy: number({ min: 0, max: 1, placeholder: 'none' }),
    minimumGain: number({ min: 0, max: 1, placeholder: 'none' }),
    seed: number({ step: 1, placeholder: 0 }),
  };
  const summary = make('p', { className: 'soft' });
  const settings = settingFields('acquisition.settings');
  const pretraining = choiceFields(methods, 'pretraining', 'method', 'Method of pretraining');
  const classifier = choiceFields(heads, 'classifier', 'kind', 'Classifier on the features');
  let usual = input.budgets.value;
  const labels = labelFields(() => {
    const before = usual;
    usual = usualBudgets(labels.room());
    if (input.budgets.value === before) input.budgets.value = usual;
  });
  const firstSummary = make('p', { className: 'soft' });

  const showFunction = () => {
    const chosen = byName[input.function.value];
    summary.textContent = describe(chosen);
    settings.show(chosen.settings);
  };
  const showInitial = () => {
    const able = catalogue.functions.filter(({ canStart, needs }) => canStart
      && !(needs.includes('features') && input.mode.value === 'from-scratch')
      && !(needs.includes('truth') && input.oracle.value !== 'simulated'));
    const before = input.initial.value || catalogue.standard;
    const chosen = able.some(({ name }) => name === before) ? before : 'random';
    input.initial.replaceChildren(
      ...able.map(({ name }) => make('option', { value: name, selected: name === chosen }, name)));
    firstSummary.textContent = describe(byName[chosen]);
  };
  input.function.onchange = showFunction;
  input.oracle.onchange = () => { showInitial(); showLabels(); };
  input.initial.onchange = showInitial;
  const expectation = make('p', { className: 'soft', role: 'status' });
  const length = make('p', { className: 'soft', role: 'status' });
  let presets = [];
  const showLength = () => {
    const chosen = presets.find(({ name }) => name === input.preset.value);
    length.textContent = chosen ? lengthWords(chosen, input.mode.value) : '';
  };
  const chosenDataset = () => datasets.find(({ id }) => id === input.dataset.value);
  const showLabels = () => {
    const chosen = chosenDataset();
    if (chosen) labels.show(chosen, input.oracle.value === 'simulated');
  };
  const showDataset = () => {
    const chosen = chosenDataset();
    showLabels();
    expectation.textContent = chosen ? testWords(chosen) : '';
    presets = [];
    showLength();
    if (!chosen) return;
    const isChosen = () => input.dataset.value === chosen.id;
    scope.persist(async () => isChosen() && call(`/datasets/${chosen.id}/presets`), listed => {
      if (!isChosen()) return;
      presets = listed.presets;
      showLength();
    });
  };
  input.preset.onchange = showLength;
  input.mode.onchange = () => { showInitial(); showLength(); };
  input.dataset.onchange = showDataset;
  showDataset();
  showFunction();
  showInitial();

  const body = () => ({
    name: input.name.value,
    dataset: input.dataset.value,
    ...labels.value(),
    mode: input.mode.value,
    preset: input.preset.value,
    pretraining: pretraining.value(),
    classifier: classifier.value(),
    acquisition: {
      function: input.function.value,
      settings: settings.numbers(),
      balance: input.balance.checked,
      randomFraction: written(input.randomFraction),
      nearDuplicates: written(input.nearDuplicates),
    },
    initial: input.initial.value,
    budgets: input.budgets.value.split(',').map(size => size.trim()).filter(Boolean),
    stop: { targetAccuracy: written(input.targetAccuracy), minimumGain: written(input.minimumGain) },
    oracle: input.oracle.value,
    annotation: { suggestions: input.suggestions.checked },
    seed: written(input.seed),
  });

  const nodes = [
    make('section', { className: 'card' },
      field('name', 'Name', input.name),
      field('dataset', 'Dataset', input.dataset), expectation,
      labels.classes,
      field('oracle', 'Who labels', input.oracle),
      ...labels.existing,
      field('budgets', 'Labels after each cycle', input.budgets,
        'How many images people have been asked for after each cycle so that the classifier learns, as growing counts or percentages of the pool, such as 20, 50, 1%.'),
      labels.sample),
    make('section', { className: 'card' },
      make('h2', {}, 'Training'),
      field('mode', 'How it learns', input.mode),
      field('preset', 'What is trained', input.preset), length,
      ...pretraining.nodes),
    make('section', { className: 'card' },
      make('h2', {}, 'Which images are asked for'),
      field('initial', 'In the first cycle', input.initial), firstSummary,
      field('acquisition.function', 'In the cycles after it', input.function), summary, settings.node),
    make('details', { className: 'card' },
      make('summary', {}, 'More options'),
      ...classifier.nodes,
      make('div', { className: 'fields' },
        field('acquisition.balance', 'Balance classes', input.balance,
          'As many images of each class that the classifier predicts.'),
        field('acquisition.randomFraction', 'Random share', input.randomFraction,
          'Share of each cycle that is drawn at random, 0 to 1.'),
        field('acquisition.nearDuplicates', 'Near duplicates', input.nearDuplicates,
          'Cosine similarity from which on an image is passed over, such as 0.98.'),
        field('stop.targetAccuracy', 'Target accuracy', input.targetAccuracy,
          'Ends the campaign when that share of held-out labels is predicted right, such as 0.9.'),
        field('stop.minimumGain', 'Least gain', input.minimumGain,
          'Ends the campaign when 100 labels add less to the accuracy on held-out labels, such as 0.005.'),
        field('annotation.suggestions', 'Show the model’s suggestion', input.suggestions,
          'To annotators, from the second cycle on. It is faster, but people follow what they see, so labels come to repeat the model’s mistakes: not beside an evaluation sample.'),
        field('seed', 'Seed', input.seed, 'The same campaign and seed choose the same images.'))),
  ];
  return { nodes, body };
}

function form(scope, catalogue, choices, datasets, dataset) {
  const { nodes, body } = fields(scope, catalogue, choices, datasets.filter(({ state }) => state === 'ready'), dataset);
  return askingForm(scope, nodes, make('button', {}, 'Start the campaign'), async () => {
    const campaign = await call('/campaigns', body());
    if (!scope.left) location.hash = `#/campaign/${campaign.id}`;
  });
}

/** Shows the form for a campaign on a dataset; leaves for the campaign's page once it has started. */
export function newCampaignView(scope, me, dataset) {
  const paths = ['/acquisition-functions', '/pretraining-methods', '/heads'];
  scope.persist(() => Promise.all([...paths.map(path => call(path)), callAll('/datasets')]),
    ([catalogue, methods, heads, datasets]) => scope.show(backLink('#/', 'All campaigns'),
      make('h1', {}, 'New campaign'), form(scope, catalogue, { methods, heads }, datasets, dataset)));
}
