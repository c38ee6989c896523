import { call, callSome } from '../api.js';
import { addForm } from '../datasets/add-form.js';
import { datasetBadge, datasetLink, packing, standing, startLink } from '../datasets/standing.js';
import { button, livePart, make } from '../dom.js';

const REFRESH_MILLIS = 1500;
const AT_ONCE = 50;

const datasetCard = (dataset, me) => make('article', { className: dataset.state === 'failed' ? 'card bad' : 'card' },
  make('div', { className: 'head' }, make('h3', {}, datasetLink(dataset)), datasetBadge(dataset)),
  make('p', { className: 'soft' }, ...standing(dataset)),
  ...packing(dataset),
  make('p', { className: 'row' }, startLink(dataset, me)));

const KNOWN = { layouts: '/archive-layouts', sources: '/dataset-sources', formats: '/image-formats', connections: '/connections' };

/** Reads what a dataset can be made of. */
async function knownSources() {
  const read = await Promise.all(Object.values(KNOWN).map(path => call(path)));
  return Object.fromEntries(Object.keys(KNOWN).map((name, i) => [name, read[i]]));
}

/** Lists the newest datasets, older ones on demand, and takes in images. */
export function datasetsView(scope, me) {
  const list = livePart(datasets => (datasets.length > 0 ? datasets.map(dataset => datasetCard(dataset, me))
    : make('p', {}, me.may('admin') ? 'No images yet.' : 'Nothing here yet. An admin makes you a member of the campaigns that you work on.')));
  let wanted = AT_ONCE;
  const refresh = async () => {
    const { items, next } = await callSome('/datasets', wanted);
    older.hidden = !next;
    if (!list.node.contains(document.activeElement)) list.show(items);
  };
  const older = button('Show older ones', () => {
    wanted += AT_ONCE;
    refresh().catch(scope.tell);
  }, { className: 'plain', hidden: true });
  const added = ({ id }) => { if (!scope.left) location.hash = `#/dataset/${id}`; };
  const show = known => {
    scope.show(make('h1', {}, 'Datasets'), known && addForm(scope, known, added), list.node, make('p', {}, older));
    scope.repeat(REFRESH_MILLIS, refresh);
  };
  if (me.may('admin')) scope.persist(knownSources, show);
  else show();
}
