import { signIn } from '../api.js';
import { make, view } from '../dom.js';

/** Asks for an API key, and goes on when there is one. */
export function signInView(signedIn) {
  const key = make('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true });
  key.setAttribute('aria-describedby', 'key-hint');
  const form = make('form', { className: 'card' },
    make('label', { htmlFor: 'key' }, 'Your API key'),
    make('p', { className: 'soft', id: 'key-hint' },
      'It begins with modicum_; an admin makes it. It is forgotten when you close this tab.'),
    make('div', { className: 'row' }, key, make('button', {}, 'Sign in')));
  form.onsubmit = submitted => {
    submitted.preventDefault();
    signIn(key.value.trim());
    signedIn();
  };
  view.replaceChildren(make('h1', {}, 'Sign in'), form);
  key.focus();
}
