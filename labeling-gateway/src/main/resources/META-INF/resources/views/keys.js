// API keys, for admins.

import { call, callAll } from '../api.js';
import { announce, backLink, bdi, button, heading, make, scrollable } from '../dom.js';
import { askingForm, field, select } from '../forms.js';

const ROLES = {
  annotator: 'Annotator: labels images',
  reviewer: 'Reviewer: also reads all, and decides what is contested',
  viewer: 'Viewer: reads all',
  admin: 'Admin: everything',
};

const day = instant => (instant ? new Date(instant).toLocaleDateString() : '');

/** The last moment of a day as people here reckon it. */
const endOf = date => new Date(`${date}T23:59:59`).toISOString();

function scopeField(campaigns) {
  const boxes = campaigns.map(({ id, name }) => {
    const box = make('input', { type: 'checkbox', value: id, id: `scope-${id}` });
    return { box, node: make('label', { className: 'option', htmlFor: box.id }, box, make('span', {}, bdi(name), ` (${id})`)) };
  });
  const node = make('fieldset', { className: 'field' },
    make('legend', {}, 'Only in these campaigns'),
    make('div', { className: 'options', tabIndex: 0, role: 'group', ariaLabel: 'Campaigns' }, ...boxes.map(({ node: option }) => option)),
    make('small', { className: 'hint' }, 'With none chosen the role counts everywhere, an annotator’s where they are a member.'),
    make('small', { id: 'campaigns-error', className: 'error', role: 'alert' }));
  return { node, chosen: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value) };
}

function createForm(scope, campaigns, created) {
  const name = make('input', { required: true, maxLength: 100, autocomplete: 'off' });
  const role = select(ROLES, 'annotator');
  const expires = make('input', { type: 'date' });
  const limits = scopeField(campaigns);
  return askingForm(scope, [
    make('h2', {}, 'New key'),
    make('div', { className: 'fields' },
      field('name', 'Name', name, 'Who will use it. Keys of the same name are the same annotator.'),
      field('role', 'Role', role),
      field('expires', 'Last day', expires, 'It does not end if empty.')),
    campaigns.length > 0 && limits.node,
  ], make('button', {}, 'Make a key'), async form => {
    const chosen = limits.chosen();
    created(await call('/keys', {
      name: name.value,
      role: role.value,
      campaigns: chosen.length > 0 ? chosen : undefined,
      expires: expires.value ? endOf(expires.value) : undefined,
    }));
    form.reset();
  });
}

/** Shows a new key's secret, this once. */
function secretCard(scope, { key, secret }) {
  const shown = make('input', { id: 'secret', readOnly: true, value: secret });
  const copy = async () => {
    shown.select();
    await navigator.clipboard.writeText(secret);
    announce('Copied.');
  };
  const byHand = () => scope.tell(new Error('The browser does not let the page copy. The key is marked; copy it by hand.'));
  const card = make('section', { className: 'card told', tabIndex: -1 },
    make('h2', {}, 'The key of ', bdi(key.name)),
    make('label', { htmlFor: 'secret' }, 'Copy it now; it is shown this once and kept nowhere.'),
    make('div', { className: 'row' }, shown,
      button('Copy', () => copy().catch(byHand)),
      button('Done', () => card.remove(), { className: 'plain' })));
  return card;
}

function confirmRevoking(scope, key, revoke) {
  const dialog = make('dialog', {});
  dialog.setAttribute('aria-labelledby', 'revoke-title');
  dialog.append(
    make('h2', { id: 'revoke-title' }, `Revoke the key ${key.id} of `, bdi(key.name), '?'),
    make('p', {}, 'It opens nothing from then on, and this cannot be undone.'),
    make('div', { className: 'row' },
      button('Revoke', () => { dialog.close(); revoke(); }),
      button('Keep it', () => dialog.close(), { className: 'plain' })));
  dialog.onclose = () => dialog.remove();
  scope.root.append(dialog);
  dialog.showModal();
}

function standing({ revoked, expires }) {
  if (revoked) return `revoked ${day(revoked)}`;
  if (!expires) return 'valid';
  return new Date(expires) > new Date() ? `until ${day(expires)}` : `expired ${day(expires)}`;
}

function keyRow(scope, key, revoke) {
  const ended = key.revoked || (key.expires && new Date(key.expires) <= new Date());
  return make('tr', {}, make('th', { scope: 'row' }, bdi(key.name)), make('td', {}, make('code', {}, key.id)),
    make('td', {}, key.role), make('td', {}, key.campaigns?.join(', ') ?? 'everywhere'),
    make('td', {}, day(key.created)), make('td', {}, day(key.lastUsed) || 'never'), make('td', {}, standing(key)),
    make('td', {}, !ended && button('Revoke', () => confirmRevoking(scope, key, revoke),
      { className: 'plain', ariaLabel: `Revoke the key ${key.id} of ${key.name}` })));
}

/** Makes, lists and revokes API keys. */
export function keysView(scope) {
  const told = make('div');
  const list = make('div');
  const refresh = async () => {
    const keys = await callAll('/keys');
    list.replaceChildren(scrollable('Keys', make('table', {},
      make('thead', {}, make('tr', {}, ...['Name', 'Key', 'Role', 'Campaigns', 'Made', 'Last used', 'Standing', 'Revoke'].map(text => heading(text)))),
      make('tbody', {}, ...keys.map(key => keyRow(scope, key, () => revoke(key)))))));
  };
  const revoke = key => call(`/keys/${key.id}`, undefined, 'DELETE').then(() => {
    scope.tell();
    announce(`The key ${key.id} is revoked.`);
    scope.persist(refresh);
  }, scope.tell);
  const created = key => {
    const card = secretCard(scope, key);
    told.replaceChildren(card);
    card.focus();
    scope.persist(refresh);
  };
  scope.persist(() => Promise.all([callAll('/campaigns'), refresh()]), ([campaigns]) => {
    scope.show(backLink('#/', 'All campaigns'), make('h1', {}, 'API keys'), told,
      make('section', { className: 'card' }, createForm(scope, campaigns, created)), list);
  });
}
