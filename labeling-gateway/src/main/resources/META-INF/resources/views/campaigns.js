import { callAll } from '../api.js';
import { accuracyWords, measured } from '../chance.js';
import { learningCurves } from '../charts/learning-curves.js';
import { datasetLink, packing, standing } from '../datasets/standing.js';
import { bdi, counted, make } from '../dom.js';
import { advice, isUnderWay, labelLink, reviewLink, stageRow, stateBadge } from '../stages.js';

const REFRESH_MILLIS = 1500;

function campaignCard(campaign) {
  const underWay = campaign.stages.filter(isUnderWay).at(-1);
  const last = measured(campaign.curve).at(-1);
  const { registeredBackbone, mode, acquisition } = campaign.specification;
  return make('article', { className: 'card' },
    make('div', { className: 'head' },
      make('h3', {}, make('a', { href: `#/campaign/${campaign.id}` }, bdi(campaign.name))),
      stateBadge(campaign.state),
      make('span', { className: 'soft' }, `${registeredBackbone ?? mode} · ${acquisition.function}`
        + (last ? ` · ${accuracyWords(last)} with ${counted(last.labels, 'label')}` : ''))),
    make('p', { className: 'soft' }, ...advice(campaign)),
    underWay && ['running', 'waiting-for-labels'].includes(campaign.state) && stageRow(underWay),
    make('p', { className: 'row' }, labelLink(campaign), campaign.tasks.contested > 0 && reviewLink(campaign)));
}

function datasetSection(dataset, campaigns, me) {
  const curves = campaigns.filter(({ curve }) => measured(curve).length > 0)
    .map(({ name, curve }) => ({ name, points: curve })).reverse();
  return make('section', {},
    make('h2', {}, datasetLink(dataset)),
    make('p', { className: 'soft' }, ...standing(dataset)),
    ...packing(dataset),
    curves.length > 0 && make('div', { className: 'card' }, learningCurves(curves)),
    ...campaigns.map(campaign => campaignCard(campaign)),
    dataset.state === 'ready' && me.may('admin')
      && make('p', {}, make('a', { className: 'button', href: `#/new/${dataset.id}` }, 'New campaign')));
}

function sections(campaigns, datasets, me) {
  const empty = me.may('admin')
    ? make('span', {}, 'No images yet. ', make('a', { href: '#/datasets' }, 'Upload some'), ' to begin.')
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
