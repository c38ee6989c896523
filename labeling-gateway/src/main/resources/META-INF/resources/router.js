// Shows the view that the address names.

import { currentKey, whoAmI } from './api.js';
import { backLink, make, tell } from './dom.js';
import { enterView } from './scope.js';
import { signInView } from './views/sign-in.js';

const home = document.getElementById('view');
let scope = enterView(home);
let routes = {};

function enter() {
  scope.leave();
  scope = enterView(home);
  return scope;
}

function showSignIn() {
  document.body.classList.remove('signed-in');
  signInView(enter(), route);
}

function route() {
  tell();
  if (currentKey() === null) {
    showSignIn();
    return;
  }
  const [name, id] = location.hash.replace(/^#\//, '').split('/');
  const entered = enter();
  entered.show(make('p', {}, 'Loading…'));
  entered.persist(whoAmI, me => {
    document.body.classList.add('signed-in');
    document.body.classList.toggle('admin', me.may('admin'));
    document.getElementById('who').textContent = me.name;
    (routes[name] ?? routes[''])(entered, me, id);
  });
}

/** A view for those of a role, everywhere or in the campaign that it shows; it tells others how to get it. */
export const forRole = (role, view) => (shown, me, id) => (me.may(role, id) ? view(shown, me, id)
  : shown.show(backLink('#/', 'All campaigns'), make('h1', {}, 'Not yours to see'),
    make('p', {}, `This page is for each ${role}. An admin can make you one.`)));

/** Routes `#/name/id` to the view of that name, now and from now on. */
export function start(views) {
  routes = views;
  addEventListener('signed-out', ({ detail: refused }) => { showSignIn(); tell(refused ?? undefined); });
  addEventListener('hashchange', () => { route(); home.focus(); });
  route();
}
