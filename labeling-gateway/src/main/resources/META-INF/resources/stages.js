// Stages and states in words.

import { duration, make, percent } from './dom.js';

export const STAGES = {
  'pack-dataset': 'Pack the images',
  pretrain: 'Learn features without labels',
  'train-from-scratch': 'Train from scratch',
  'embed-shard': 'Compute features of a shard',
  embed: 'Gather features',
  select: 'Choose images to label',
  label: 'Label',
  predict: 'Fit and evaluate',
  'export-model': 'Export the classifier',
};

const METRICS = {
  epoch: value => `epoch ${value}`,
  loss: value => `loss ${value.toFixed(3)}`,
  outputDeviation: value => `output deviation ${value.toFixed(2)}`,
  embeddingDrift: value => `features ${percent(value)} from those of the cycle before`,
  neighbourAccuracy: value => `nearest neighbours right ${percent(value)}`,
};

const waitsFor = ahead => `waits for ${ahead === 1 ? 'another' : `${ahead} others`} to finish first`;

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

/** What a campaign's state means for whoever reads it. */
export function advice(campaign, mayLabel) {
  switch (campaign.state) {
    case 'waiting-for-labels':
      return mayLabel
        ? `${campaign.tasks.open} images wait for you: open “Label images” and answer them.`
        : `${campaign.tasks.open} images wait for annotators.`;
    case 'failed':
      return 'A stage gave up. Read the reason, repair its cause, then retry.';
    case 'completed':
      return `Done: ${campaign.outcome}.`;
    default:
      return 'Working. Nothing to do; this page follows along.';
  }
}

export const labelLink = (campaign, mayLabel) => mayLabel && campaign.state === 'waiting-for-labels'
  && make('a', { className: 'button', href: `#/label/${campaign.id}` }, 'Label images');
