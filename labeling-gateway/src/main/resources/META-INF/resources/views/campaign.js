import { bytes, call, download, listen } from '../api.js';
import { accuracyWords, chanceAdvice, evaluationWords, exactnessWords, measured } from '../chance.js';
import { confusionMatrix } from '../charts/confusion-matrix.js';
import { featureMap } from '../charts/feature-map.js';
import { learningCurves } from '../charts/learning-curves.js';
import { backLink, bdi, button, counted, heading, livePart, make, numeric, percent, scrollable } from '../dom.js';
import { exchangeCard } from '../exchange.js';
import { readMatrix } from '../npy.js';
import { advice, failureWords, isUnderWay, labelLink, reviewLink, stageRow, stateBadge } from '../stages.js';
import { thumbnails } from '../thumbnails.js';

const RECONNECT_MILLIS = 2000;
const HOLDINGS_MILLIS = 5000;

const card = (title, ...children) => make('section', { className: 'card' }, make('h2', {}, title), ...children);

/** What to do about a failure, and whether trying again can help. */
function remedy({ stage, permanent }) {
  if (stage === 'announce') {
    return { words: 'What the reason names is up to whoever runs Modicum, such as how large an event the broker takes. Retry then.', retry: true };
  }
  return permanent
    ? { words: 'Trying again would end the same. What the reason names has to change: start a new campaign then.', retry: false }
    : { words: 'A part did not answer for too long; trying again may be enough.', retry: true };
}

function failureCard(campaign, me, scope, again) {
  const { words, retry: helps } = remedy(campaign.failure);
  const retry = () => call(`/campaigns/${campaign.id}/retry`, {}).then(() => { scope.tell(); again(); }, scope.tell);
  return make('section', { className: 'card bad' },
    make('h2', {}, 'What failed'),
    make('p', {}, ...failureWords(campaign.failure)),
    make('p', { className: 'soft' }, words),
    helps && me.may('admin') && button('Retry', retry));
}

function head(campaign, me, scope, again) {
  const exported = campaign.stages.some(stage => stage.stage === 'export-model' && !isUnderWay(stage));
  const save = () => download(`/campaigns/${campaign.id}/model`, `${campaign.id}.onnx`).then(() => scope.tell(), scope.tell);
  return [
    make('div', { className: 'head' }, make('h1', {}, bdi(campaign.name)), stateBadge(campaign.state)),
    campaign.state !== 'failed' && make('p', { className: 'soft' }, ...advice(campaign)),
    make('p', { className: 'row' },
      labelLink(campaign),
      reviewLink(campaign),
      exported && me.may('viewer', campaign.id) && button('Download the classifier (ONNX)', save)),
    campaign.state === 'failed' && campaign.failure && failureCard(campaign, me, scope, again),
  ];
}

/** Says so where the latest accuracy may as well be guessing. */
function chanceCard([campaign, point]) {
  const help = point ? chanceAdvice(campaign, point) : [];
  return help.length > 0 && make('section', { className: 'card bad' },
    make('h2', {}, 'No better than guessing'),
    make('p', {}, `${percent(point.accuracy)} right is what naming the commonest class could give, too: `
      + 'do not use this classifier yet. What can help:'),
    make('ul', {}, ...help.map(advised => make('li', {}, advised))));
}

/** Who holds images, so that nobody else is asked for them. */
function holdingsCard(holdings, free) {
  const rows = holdings.map(({ annotator, tasks, until }) => make('tr', {},
    make('th', { scope: 'row' }, bdi(annotator)), numeric(tasks), make('td', {}, new Date(until).toLocaleTimeString()),
    make('td', {}, button('Give to others', () => free(annotator), { className: 'plain', ariaLabel: `Give what ${annotator} holds to others` }))));
  return rows.length > 0 && card('Who is at which images', scrollable('Who is at which images',
    make('table', {},
      make('thead', {}, make('tr', {}, heading('Annotator'), heading('Images', 'n'), heading('Until'), heading('Free'))),
      make('tbody', {}, ...rows))));
}

const labelsWords = ({ labels, existing }) => counted(labels, 'label')
  + (existing > 0 ? ` and ${existing} that came with the dataset` : '');

/** What further labels would be worth, in words. */
function forecastWords(last, [next]) {
  if (!next || !last) return null;
  const gain = 100 * (next.accuracy - last.accuracy);
  return make('p', { className: 'soft' }, `${counted(next.labels, 'label')} should give ${percent(next.accuracy)} `
    + `(${gain < 0 ? '−' : '+'}${Math.abs(gain).toFixed(1)} points), most likely between ${percent(next.lower)} and ${percent(next.upper)}.`);
}

function curveCard(campaign) {
  const { name, curve, forecast, evaluation } = campaign;
  const last = measured(curve).at(-1);
  const said = [
    last && `${percent(last.accuracy)} right with ${labelsWords(last)}. ${exactnessWords(last, evaluation)}`,
    evaluationWords(evaluation),
  ].filter(Boolean);
  return card('Learning curve',
    (last || evaluation?.source !== 'none') && learningCurves(last ? [{ name, points: curve, forecast }] : []),
    ...said.map(words => make('p', { className: 'soft' }, words)), forecastWords(last, forecast));
}

/** What decides which images are asked for and when it ends, in the words of the catalogue. */
function choosingCard({ acquisition, initial, stop }, functions) {
  const described = name => {
    const entry = functions.find(known => known.name === name);
    return make('span', {}, make('strong', {}, name), entry ? ` ${entry.summary}` : '');
  };
  const set = Object.entries(acquisition.settings).map(([name, value]) => `${name} ${value}`);
  const options = [
    acquisition.balance && 'classes balanced by prediction',
    acquisition.randomFraction > 0 && `${percent(acquisition.randomFraction)} at random`,
    acquisition.nearDuplicates && `near duplicates from cosine ${acquisition.nearDuplicates} on passed over`,
    acquisition.excluded.length > 0 && `excluded images: ${acquisition.excluded.length}`,
    stop.targetAccuracy && `ends at ${percent(stop.targetAccuracy)} accuracy on held-out labels`,
    stop.minimumGain && `ends when 100 labels add less than ${percent(stop.minimumGain)}`,
  ].filter(Boolean);
  return card('How images are chosen',
    make('p', {}, 'First: ', described(initial)),
    make('p', {}, 'Then: ', described(acquisition.function), set.length > 0 && ` (${set.join(', ')})`),
    options.length > 0 && make('p', { className: 'soft' }, options.join(' · ')));
}

/** Which function chose each cycle's images, and why it. */
function cyclesCard(selections, curve) {
  const rows = selections.map(({ cycle, function: name, why, picks }) => {
    const reached = curve.find(point => point.cycle === cycle);
    return make('tr', {}, make('th', { scope: 'row', className: 'n' }, String(cycle)), make('td', {}, name),
      make('td', {}, why ?? 'as the campaign says'), numeric(picks.length),
      numeric(reached ? accuracyWords(reached) : '…'));
  });
  return card('Cycle by cycle', scrollable('Cycles',
    make('table', {},
      make('thead', {}, make('tr', {}, heading('Cycle', 'n'), heading('Chosen by'), heading('Because'),
        heading('Images', 'n'), heading('Accuracy after it', 'n'))),
      make('tbody', {}, ...rows))));
}

function classesCard(point, confusion, classes) {
  return card(`Classes with ${counted(point.labels, 'label')}`,
    scrollable('Classes',
      make('table', {},
        make('thead', {}, make('tr', {}, heading('Class'), heading('Precision', 'n'), heading('Recall', 'n'),
          heading('Measured on', 'n'))),
        make('tbody', {}, ...point.perClass.map(report => make('tr', {},
          make('th', { scope: 'row' }, bdi(report.name)),
          numeric(percent(report.precision)), numeric(percent(report.recall)), numeric(report.support)))))),
    confusion && make('h3', {}, 'Confusion matrix'), confusion && confusionMatrix(classes, confusion));
}

/** The images of one cycle, what it learnt, and where they lie; the cycle can be changed. */
function cycleExplorer(campaign, selections, cycle, map, change) {
  const selection = selections.find(entry => entry.cycle === cycle);
  const choice = make('select', { id: 'cycle', onchange: () => change(Number(choice.value)) },
    ...selections.map(entry => make('option', { value: entry.cycle, selected: entry.cycle === cycle }, `cycle ${entry.cycle}`)));
  const before = new Set(selections.filter(entry => entry.cycle < cycle)
    .flatMap(({ picks }) => picks.map(({ image }) => image)));
  return card('Selected images',
    make('div', { className: 'field' }, make('label', { htmlFor: 'cycle' }, 'Asked for in'), choice),
    map && make('h3', {}, 'Where they lie'),
    map && featureMap(campaign.dataset, map, before, selection.picks),
    make('h3', {}, 'Why each was chosen'),
    thumbnails(campaign.dataset, selection.picks));
}

/** Reads what cycles made, once each, since it never changes. */
function cycleReader(id) {
  const read = new Map();
  return (cycle, what, how = call) => {
    const path = `/campaigns/${id}/cycles/${cycle}/${what}`;
    if (!read.has(path)) {
      read.set(path, how(path).catch(problem => {
        read.delete(path);
        if (problem.status !== 404) throw problem;
      }));
    }
    return read.get(path);
  };
}

/** Follows a campaign. */
export function campaignView(scope, me, id) {
  const cycleObject = cycleReader(id);
  let functions = [];
  let formats;
  let chosenCycle;
  let latest;

  const top = livePart(campaign => head(campaign, me, scope, again));
  const chance = livePart(chanceCard);
  const holdings = livePart(held => holdingsCard(held, free));
  const curve = livePart(curveCard);
  const choosing = livePart(([specification, known]) => choosingCard(specification, known));
  const cycles = livePart(([selections, points]) => selections.length > 0 && cyclesCard(selections, points));
  const classes = livePart(([point, confusion, names]) => point?.perClass.length > 0 && classesCard(point, confusion, names));
  const explorer = livePart(([campaign, selections, cycle, map]) => selections.length > 0
    && cycleExplorer(campaign, selections, cycle, map, choose));
  const now = livePart(rows => rows.length > 0 && card('Now', ...rows.map(stageRow)));
  const exchange = livePart(([listed, takes]) => listed && exchangeCard(scope, id, listed, takes));
  const stages = livePart(rows => rows.length > 0 && make('details', { className: 'card', open: stages.node.querySelector('[open]') !== null },
    make('summary', {}, `All stages (${rows.length})`), ...rows.map(stageRow)));

  async function showCycles(campaign) {
    const asked = campaign.stages.filter(({ stage }) => stage === 'label').map(({ cycle }) => cycle);
    const selections = (await Promise.all(asked.map(cycle => cycleObject(cycle, 'selection')))).filter(Boolean);
    const point = campaign.curve.at(-1);
    const predictions = point && await cycleObject(point.cycle, 'predictions');
    const map = point && await cycleObject(point.cycle, 'map', path => bytes(path).then(readMatrix));
    if (scope.left) return;
    const cycle = chosenCycle ?? selections.at(-1)?.cycle;
    cycles.show([selections, campaign.curve]);
    classes.show([point, predictions?.confusion, campaign.classes]);
    explorer.show([campaign, selections, cycle, map], `${cycle} of ${selections.length}, map: ${map !== undefined}`);
  }

  const choose = cycle => {
    chosenCycle = cycle;
    showCycles(latest).then(() => { scope.tell(); explorer.node.querySelector('#cycle').focus(); }, scope.tell);
  };

  function show(campaign) {
    if (latest && latest.state !== campaign.state) scope.announce(`The campaign is ${campaign.state.replaceAll('-', ' ')}.`);
    latest = campaign;
    const { name, state, outcome, tasks, failure, curve: points, forecast, evaluation } = campaign;
    top.show({ id, name, state, outcome, tasks, failure, stages: campaign.stages.filter(({ stage }) => stage === 'export-model') });
    chance.show([{ classes: campaign.classes, pretraining: campaign.pretraining }, measured(points).at(-1)]);
    curve.show({ name, curve: points, forecast, evaluation });
    choosing.show([campaign.specification, functions]);
    now.show(state === 'failed' || state === 'completed' ? [] : campaign.stages.filter(isUnderWay));
    stages.show(campaign.stages);
    exchange.show([formats, me.may('reviewer', id) && campaign.specification.oracle !== 'simulated' && state !== 'completed']);
    if (me.may('viewer', id)) scope.persist(async () => latest === campaign && showCycles(campaign));
    else classes.show([points.at(-1), undefined, campaign.classes]);
  }

  const again = () => call(`/campaigns/${id}`).then(show, scope.tellWhileTrying);
  const follow = () => listen(`/campaigns/${id}/events`, scope.signal, show)
    .catch(scope.tellWhileTrying)
    .then(() => scope.later(RECONNECT_MILLIS, follow));

  async function lookWhoHolds() {
    const reviews = latest?.tasks.contested !== undefined && latest.state === 'waiting-for-labels';
    const held = reviews ? (await call(`/campaigns/${id}/leases`)).holdings : [];
    if (!holdings.node.contains(document.activeElement)) holdings.show(held);
  }
  const free = annotator => call(`/campaigns/${id}/leases/${encodeURIComponent(annotator)}`, undefined, 'DELETE')
    .then(() => {
      scope.tell();
      document.activeElement.blur();
      lookWhoHolds().catch(scope.tellWhileTrying);
    }, scope.tell);

  scope.show(backLink('#/', 'All campaigns'),
    ...[top, chance, now, holdings, curve, choosing, cycles, explorer, classes, exchange, stages].map(({ node }) => node));
  call('/acquisition-functions').then(listed => { functions = listed.functions; if (latest) show(latest); }, () => {});
  if (me.may('viewer', id)) scope.persist(() => call('/label-formats'), listed => { formats = listed; if (latest) show(latest); });
  again().then(() => scope.repeat(HOLDINGS_MILLIS, lookWhoHolds));
  follow();
}
