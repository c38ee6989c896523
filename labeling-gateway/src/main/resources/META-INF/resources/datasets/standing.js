// How a dataset stands: whether it is packed, and what is in it.

import { bdi, counted, grouped, make, named, percent } from '../dom.js';
import { stageRow, stateBadge } from '../stages.js';

export const datasetLink = ({ id, name }) => make('a', { href: `#/dataset/${id}` }, bdi(name));

const labelledWords = ({ labelled, pool }) => (labelled === pool ? 'all labelled already'
  : labelled === 0 ? 'none labelled yet' : `${percent(labelled / pool)} of them labelled already`);

function contents(dataset) {
  const { pool, test, classes, labelled } = dataset;
  return [
    `${grouped(pool)} ${pool === 1 ? 'image' : 'images'} to choose from`,
    labelled !== undefined && pool > 0 && labelledWords(dataset),
    `${test === 0 ? 'none' : grouped(test)} to test on`,
    classes.length > 0 ? `${counted(classes.length, 'class', 'classes')}: ${named(classes)}`
      : 'no classes yet: each campaign names its own',
  ].filter(Boolean).join(' · ');
}

/** What a dataset's state means for whoever reads it. */
export function standing(dataset) {
  switch (dataset.state) {
    case 'ready':
      return [contents(dataset)];
    case 'failed':
      return ['Could not be packed: ', bdi(dataset.failure?.reason ?? 'nobody knows why.')];
    default:
      return ['Its images are being packed. Nothing to do; this page follows along.'];
  }
}

/** Whether it is ready, being packed or failed. */
export const datasetBadge = ({ state }) => stateBadge(state === 'registered' ? 'packing' : state);

/** How far its packing is. */
export const packing = ({ state, stages }) => (state === 'registered' ? stages.map(stageRow) : []);

/** Leads admins to a campaign on a dataset. */
export const startLink = ({ id, state }, me) => state === 'ready' && me.may('admin')
  && make('a', { className: 'button', href: `#/new/${id}` }, 'Start a campaign');
