// Shows the view that the address names.

import { isSignedIn, whoAmI } from './api.js';
import { make, tell } from './dom.js';
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
  if (!isSignedIn()) {
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

/** Routes `#/name/id` to the view of that name, now and from now on. */
export function start(views) {
  routes = views;
  addEventListener('signed-out', ({ detail: refused }) => { showSignIn(); tell(refused ?? undefined); });
  addEventListener('hashchange', () => { route(); home.focus(); });
  route();
}
