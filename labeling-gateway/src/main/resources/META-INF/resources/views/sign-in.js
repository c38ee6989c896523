import { signIn, WRONG_KEY } from '../api.js';
import { make } from '../dom.js';

/** What a header can carry; nothing else is in a key. */
const KEY = /^[\x21-\x7e]+$/;

/** Asks for an API key, and goes on when there is one. */
export function signInView(scope, signedIn) {
  const key = make('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true });
  key.setAttribute('aria-describedby', 'key-hint');
  const form = make('form', { className: 'card' },
    make('label', { htmlFor: 'key' }, 'Your API key'),
    make('p', { className: 'soft', id: 'key-hint' },
      'It begins with modicum_; an admin makes it. It is forgotten when you close this tab.'),
    make('div', { className: 'row' }, key, make('button', {}, 'Sign in')));
  form.onsubmit = submitted => {
    submitted.preventDefault();
    const given = key.value.trim();
    if (!KEY.test(given)) {
      scope.tell(new Error(WRONG_KEY));
      return;
    }
    signIn(given);
    signedIn();
  };
  scope.show(make('h1', {}, 'Sign in'), form);
  key.focus();
}
