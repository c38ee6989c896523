import { call, callAll } from '../api.js';
import { datasetBadge, datasetLink, packing, standing, startLink } from '../datasets/standing.js';
import { uploadForm } from '../datasets/upload-form.js';
import { livePart, make } from '../dom.js';

const REFRESH_MILLIS = 1500;

const datasetCard = (dataset, me) => make('article', { className: dataset.state === 'failed' ? 'card bad' : 'card' },
  make('div', { className: 'head' }, make('h3', {}, datasetLink(dataset)), datasetBadge(dataset)),
  make('p', { className: 'soft' }, ...standing(dataset)),
  ...packing(dataset),
  make('p', { className: 'row' }, startLink(dataset, me)));

/** Lists datasets, and takes in archives. */
export function datasetsView(scope, me) {
  const list = livePart(datasets => (datasets.length > 0 ? datasets.map(dataset => datasetCard(dataset, me))
    : make('p', {}, me.may('admin') ? 'No images yet.' : 'Nothing here yet. An admin makes you a member of the campaigns that you work on.')));
  const refresh = async () => {
    const datasets = await callAll('/datasets');
    if (!list.node.contains(document.activeElement)) list.show(datasets);
  };
  const uploaded = ({ id }) => { if (!scope.left) location.hash = `#/dataset/${id}`; };
  const show = layouts => {
    scope.show(make('h1', {}, 'Datasets'), layouts && uploadForm(scope, layouts, uploaded), list.node);
    scope.repeat(REFRESH_MILLIS, refresh);
  };
  if (me.may('admin')) scope.persist(() => call('/archive-layouts'), show);
  else show();
}
