import { call, callAll } from '../api.js';
import { browseCard } from '../datasets/browse.js';
import { classCountsCard } from '../datasets/class-counts.js';
import { problemsCard } from '../datasets/problems.js';
import { datasetBadge, packing, standing, startLink } from '../datasets/standing.js';
import { backLink, bdi, livePart, make } from '../dom.js';
import { stateBadge } from '../stages.js';

const REFRESH_MILLIS = 1500;

const head = (dataset, me) => [
  make('div', { className: 'head' }, make('h1', {}, bdi(dataset.name)), datasetBadge(dataset)),
  make('p', { className: dataset.state === 'failed' ? 'card bad' : 'soft' }, ...standing(dataset)),
  ...packing(dataset),
  dataset.state === 'failed' && make('p', { className: 'soft' }, 'Change what the reason names, and add the images again; under “More options” you can allow more broken ones.'),
  make('p', { className: 'row' }, startLink(dataset, me)),
];

const campaignsCard = campaigns => campaigns.length > 0 && make('section', { className: 'card' },
  make('h2', {}, 'Campaigns on it'),
  make('ul', { className: 'plain' }, ...campaigns.map(({ id, name, state }) =>
    make('li', { className: 'head' }, make('a', { href: `#/campaign/${id}` }, bdi(name)), stateBadge(state)))));

/** Shows a dataset: how far its packing is, and then what is in it. */
export function datasetView(scope, me, id) {
  const top = livePart(dataset => head(dataset, me));
  const problems = livePart(dataset => problemsCard(scope, dataset));
  const campaigns = livePart(campaignsCard);
  const images = livePart(dataset => browseCard(scope, dataset));
  const classes = livePart(classCountsCard);

  async function refresh() {
    const [dataset, all] = await Promise.all([call(`/datasets/${id}`), callAll('/campaigns')]);
    const own = all.filter(campaign => campaign.dataset === id);
    top.show(dataset);
    campaigns.show(own.map(({ id: campaign, name, state }) => ({ id: campaign, name, state })));
    if (dataset.state !== 'ready') return;
    problems.show({ id, skipped: dataset.skipped });
    if (classes.node.children.length === 0 && dataset.classes.length > 0) classes.show(await call(`/datasets/${id}/classes`));
    if (['', ...own.map(campaign => campaign.id)].some(where => me.may('viewer', where))) images.show({
      id, pool: dataset.pool, test: dataset.test, labelled: dataset.labelled, classes: dataset.classes,
    });
  }

  scope.show(backLink('#/datasets', 'All datasets'), ...[top, campaigns, problems, classes, images].map(({ node }) => node));
  scope.repeat(REFRESH_MILLIS, refresh);
}
