// Stages and states in words.

import { bdi, counted, duration, make, percent } from './dom.js';

export const STAGES = {
  'plan-packing': 'List the images',
  'pack-shard': 'Pack a shard of the images',
  'pack-dataset': 'Pack the images',
  pretrain: 'Learn features without labels',
  'train-from-scratch': 'Train from scratch',
  'embed-shard': 'Compute features of a shard',
  embed: 'Gather features',
  select: 'Choose images to label',
  label: 'Label',
  predict: 'Fit and evaluate',
  'export-model': 'Export the classifier',
  announce: 'Tell the other services',
};

const METRICS = {
  epoch: value => `epoch ${value}`,
  loss: value => `loss ${value.toFixed(3)}`,
  outputDeviation: value => `output deviation ${value.toFixed(2)}`,
  embeddingDrift: value => `features ${percent(value)} from those of the cycle before`,
  neighbourAccuracy: value => `nearest neighbours right ${percent(value)}`,
};

const waitsFor = ahead => `waits for ${ahead === 1 ? 'another' : `${ahead} others`} to finish first`;

/** Whether a stage has not ended, nor failed. */
export const isUnderWay = ({ state }) => ['waiting', 'running'].includes(state);

/** How far a stage is. */
export function stageRow(stage) {
  const running = stage.state === 'running';
  const parts = stage.state === 'waiting' ? [waitsFor(stage.metrics.ahead)] : running
    ? [`${Math.round(stage.percent)}%`, stage.rate > 0 && `${stage.rate.toFixed(stage.rate < 10 ? 1 : 0)} images/s`,
      stage.secondsLeft >= 0 && `${duration(stage.secondsLeft)} left`]
    : [stage.state === 'reused' ? 'found, not computed again' : `done in ${duration(stage.seconds)}`];
  const name = (STAGES[stage.stage] ?? stage.stage) + (stage.cycle >= 0 ? ` · cycle ${stage.cycle}` : '');
  const measured = Object.keys(METRICS).filter(metric => metric in stage.metrics);
  return make('div', { className: 'stage' },
    make('span', {}, name),
    make('progress', { max: 100, value: stage.percent, ariaLabel: name }),
    make('small', {}, parts.filter(Boolean).join(' · ')),
    measured.length > 0
      && make('small', { className: 'measured' }, measured.map(metric => METRICS[metric](stage.metrics[metric])).join(' · ')));
}

export const stateBadge = state => make('span', { className: `state ${state}` }, state.replaceAll('-', ' '));

/** From how many on images are not counted. */
export const MOST_COUNTED = 1000;

export const images = count => (count < MOST_COUNTED ? counted(count, 'image') : `${MOST_COUNTED} or more images`);

const waits = count => `${images(count)} ${count === 1 ? 'waits' : 'wait'}`;

function waitingWords({ open, yours, contested = 0 }) {
  const review = contested > 0 && `${waits(contested)} for a reviewer: open “Review”.`;
  const work = () => {
    if (yours === undefined) return `${waits(open)} for annotators.`;
    return yours > 0
      ? `${waits(yours)} for you: open “Label images” and answer ${yours === 1 ? 'it' : 'them'}.`
      : 'Nothing waits for you: the last images want answers of others, or of a reviewer.';
  };
  return [(yours > 0 || !review) && work(), review].filter(Boolean).join(' ');
}

/** Why a stage gave up. */
export const failureWords = ({ stage, cycle, reason }) =>
  [`${STAGES[stage] ?? stage} failed${cycle >= 0 ? ` in cycle ${cycle}` : ''}: `, bdi(reason)];

/** What a campaign's state means for whoever reads it. */
export function advice(campaign) {
  switch (campaign.state) {
    case 'waiting-for-labels':
      return [waitingWords(campaign.tasks)];
    case 'failed':
      return campaign.failure ? failureWords(campaign.failure) : ['A stage gave up.'];
    case 'completed':
      return [`Done: ${campaign.outcome}.`];
    default:
      return ['Working. Nothing to do; this page follows along.'];
  }
}

export const labelLink = ({ id, state, tasks }) => tasks.yours !== undefined && state === 'waiting-for-labels'
  && make('a', { className: 'button', href: `#/label/${id}` }, 'Label images');

export const reviewLink = ({ id, tasks: { contested } }) => contested !== undefined
  && make('a', { href: `#/review/${id}` }, contested > 0 ? `Review (${contested < MOST_COUNTED ? contested : `${MOST_COUNTED}+`})` : 'Review');
