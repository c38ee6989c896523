import { callAll } from '../api.js';
import { learningCurves } from '../charts/learning-curves.js';
import { make, percent, tell, view } from '../dom.js';
import { advice, labelLink, stageRow, stateBadge } from '../stages.js';

const REFRESH_MILLIS = 1500;

function campaignCard(campaign, mayLabel) {
  const running = campaign.stages.filter(stage => stage.state === 'running').at(-1);
  const last = campaign.curve.at(-1);
  const { registeredBackbone, mode, acquisition } = campaign.specification;
  return make('article', { className: 'card' },
    make('div', { className: 'head' },
      make('h3', {}, make('a', { href: `#/campaign/${campaign.id}` }, campaign.name)),
      stateBadge(campaign.state),
      make('span', { className: 'soft' }, `${registeredBackbone ?? mode} · ${acquisition.function}`
        + (last ? ` · ${percent(last.accuracy)} with ${last.labels} labels` : ''))),
    make('p', { className: 'soft' }, advice(campaign, mayLabel)),
    running && ['running', 'waiting-for-labels'].includes(campaign.state) && stageRow(running),
    labelLink(campaign, mayLabel));
}

function counts(dataset) {
  switch (dataset.state) {
    case 'ready':
      return `${dataset.pool} images to choose from, ${dataset.test} to test on, ${dataset.classes.length} classes`;
    case 'failed':
      return `could not be packed: ${dataset.failure?.reason ?? ''}`;
    default:
      return 'is being packed';
  }
}

const LEFT_OUT = {
  broken: 'broken',
  unsupported: 'images of kinds that are not read',
  helper: 'hidden or made by a system',
  unused: 'not images of this dataset',
};

function leftOut({ skipped = [] }) {
  if (skipped.length === 0) {
    return null;
  }
  return make('details', { className: 'soft' },
    make('summary', {}, `Left out of the archive: ${skipped
      .map(({ reason, files }) => `${files} ${LEFT_OUT[reason] ?? reason}`).join(', ')}`),
    make('ul', {}, ...skipped.flatMap(({ names, files }) => [
      ...names.map(name => make('li', {}, make('bdi', {}, name))),
      files > names.length && make('li', {}, `and ${files - names.length} more`),
    ]).filter(Boolean)));
}

function datasetSection(dataset, campaigns, me) {
  const curves = campaigns.filter(campaign => campaign.curve.length > 0)
    .map(({ name, curve }) => ({ name, points: curve })).reverse();
  return make('section', {},
    make('h2', {}, dataset.name),
    make('p', { className: 'soft' }, counts(dataset)),
    leftOut(dataset),
    ...(dataset.state === 'registered' ? dataset.stages.map(stageRow) : []),
    campaigns.length > 0 && make('div', { className: 'card' }, learningCurves(curves)),
    ...campaigns.map(campaign => campaignCard(campaign, me.may('annotator', campaign.id))),
    dataset.state === 'ready' && me.may('admin')
      && make('p', {}, make('a', { className: 'button', href: `#/new/${dataset.id}` }, 'New campaign')));
}

function show(campaigns, datasets, me) {
  const empty = me.may('admin')
    ? 'No dataset yet. Register one: POST /api/v1/datasets.'
    : 'Nothing here yet. An admin makes you a member of the campaigns that you work on.';
  view.replaceChildren(make('h1', {}, 'Campaigns'),
    ...(datasets.length > 0
      ? datasets.map(dataset => datasetSection(dataset, campaigns.filter(({ dataset: of }) => of === dataset.id), me))
      : [make('p', {}, empty)]));
}

/** Lists the datasets with their campaigns. */
export function campaignsView(me) {
  let shown = '';
  const refresh = async () => {
    try {
      const found = await Promise.all([callAll('/campaigns'), callAll('/datasets')]);
      const text = JSON.stringify(found);
      const focused = document.activeElement;
      const inUse = shown !== '' && view.contains(focused) && view !== focused;
      if (text !== shown && !inUse) {
        show(...found, me);
        shown = text;
      }
      tell();
    } catch (problem) {
      tell(problem);
    }
  };
  refresh();
  const timer = setInterval(refresh, REFRESH_MILLIS);
  return () => clearInterval(timer);
}
