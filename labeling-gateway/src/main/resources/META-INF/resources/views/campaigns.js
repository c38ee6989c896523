import { callAll } from '../api.js';
import { learningCurves } from '../charts/learning-curves.js';
import { bdi, counted, make, percent } from '../dom.js';
import { advice, isUnderWay, labelLink, reviewLink, stageRow, stateBadge } from '../stages.js';

const REFRESH_MILLIS = 1500;

function campaignCard(campaign) {
  const underWay = campaign.stages.filter(isUnderWay).at(-1);
  const last = campaign.curve.at(-1);
  const { registeredBackbone, mode, acquisition } = campaign.specification;
  return make('article', { className: 'card' },
    make('div', { className: 'head' },
      make('h3', {}, make('a', { href: `#/campaign/${campaign.id}` }, bdi(campaign.name))),
      stateBadge(campaign.state),
      make('span', { className: 'soft' }, `${registeredBackbone ?? mode} · ${acquisition.function}`
        + (last ? ` · ${percent(last.accuracy)} with ${counted(last.labels, 'label')}` : ''))),
    make('p', { className: 'soft' }, ...advice(campaign)),
    underWay && ['running', 'waiting-for-labels'].includes(campaign.state) && stageRow(underWay),
    make('p', { className: 'row' }, labelLink(campaign), campaign.tasks.contested > 0 && reviewLink(campaign)));
}

function counts(dataset) {
  switch (dataset.state) {
    case 'ready':
      return `${counted(dataset.pool, 'image')} to choose from, ${dataset.test} to test on, ${counted(dataset.classes.length, 'class', 'classes')}`;
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
    make('h2', {}, bdi(dataset.name)),
    make('p', { className: 'soft' }, counts(dataset)),
    leftOut(dataset),
    ...(dataset.state === 'registered' ? dataset.stages.map(stageRow) : []),
    campaigns.length > 0 && make('div', { className: 'card' }, learningCurves(curves)),
    ...campaigns.map(campaign => campaignCard(campaign)),
    dataset.state === 'ready' && me.may('admin')
      && make('p', {}, make('a', { className: 'button', href: `#/new/${dataset.id}` }, 'New campaign')));
}

function sections(campaigns, datasets, me) {
  const empty = me.may('admin')
    ? 'No images yet. An archive of them is registered through the API, which its page describes: “API” above.'
    : 'Nothing here yet. An admin makes you a member of the campaigns that you work on.';
  return datasets.length > 0
    ? datasets.map(dataset => datasetSection(dataset, campaigns.filter(({ dataset: of }) => of === dataset.id), me))
    : [make('p', {}, empty)];
}

/** Lists the datasets with their campaigns. */
export function campaignsView(scope, me) {
  let shown = '';
  const refresh = async () => {
    const found = await Promise.all([callAll('/campaigns'), callAll('/datasets')]);
    const text = JSON.stringify(found);
    const inUse = shown !== '' && scope.root.contains(document.activeElement);
    if (text === shown || inUse) return;
    scope.show(make('h1', {}, 'Campaigns'), ...sections(...found, me));
    shown = text;
  };
  scope.repeat(REFRESH_MILLIS, refresh);
}
