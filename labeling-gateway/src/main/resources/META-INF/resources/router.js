// Shows the view that the address names. A view returns what to do when it is left.

import { isSignedIn, whoAmI } from './api.js';
import { make, tell, view } from './dom.js';
import { signInView } from './views/sign-in.js';

let leave = () => {};
let me;
let routes = {};

function enter(next) {
  leave();
  leave = next() ?? (() => {});
}

function showSignIn() {
  me = undefined;
  document.body.classList.remove('signed-in');
  enter(() => signInView(route));
}

async function route() {
  tell();
  if (!isSignedIn()) {
    showSignIn();
    return;
  }
  const address = location.hash;
  const [name, id] = address.replace(/^#\//, '').split('/');
  enter(() => view.replaceChildren(make('p', {}, 'Loading…')));
  try {
    me ??= await whoAmI();
  } catch (problem) {
    tell(problem);
    return;
  }
  document.body.classList.add('signed-in');
  document.body.classList.toggle('admin', me.may('admin'));
  document.getElementById('who').textContent = me.name;
  if (address === location.hash) enter(() => (routes[name] ?? routes[''])(me, id));
}

/** Routes `#/name/id` to the view of that name, now and from now on. */
export function start(views) {
  routes = views;
  addEventListener('signed-out', showSignIn);
  addEventListener('hashchange', () => { route(); view.focus(); });
  route();
}
