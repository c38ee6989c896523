// Parts of forms that say at each field what the gateway says of it.

import { make } from './dom.js';

/** A labelled input with a hint, and room for what the gateway says of it. */
export function field(path, label, input, hint) {
  input.id = path;
  const said = make('small', { id: `${path}-hint`, className: 'hint' }, hint ?? '');
  const wrong = make('small', { id: `${path}-error`, className: 'error', role: 'alert' });
  input.setAttribute('aria-describedby', `${said.id} ${wrong.id}`);
  return make('div', { className: 'field' }, make('label', { htmlFor: path }, label), input, said, wrong);
}

export const select = (options, chosen) => make('select', {},
  ...Object.entries(options).map(([value, text]) => make('option', { value, selected: value === chosen, dir: 'auto' }, text)));

/** Shows each error at its field; returns what belongs to no field. */
function showErrors(form, errors) {
  form.querySelectorAll('.error').forEach(node => node.replaceChildren());
  const homeless = [];
  for (const { field: path, message } of errors) {
    let home = path.replace(/\[.*$/, '');
    const room = () => form.querySelector(`#${CSS.escape(`${home}-error`)}`);
    while (home && !room()) home = home.replace(/\.?[^.]*$/, '');
    if (home) room().append(`${message} `);
    else homeless.push(`${path}: ${message}`);
  }
  form.querySelectorAll('details:has(.error:not(:empty))').forEach(details => { details.open = true; });
  form.querySelector('.error:not(:empty)')?.parentElement.querySelector('input, select, textarea').focus();
  return homeless.join('; ');
}

/** What the page itself refuses of a field, as the gateway would. */
export const refused = (name, message) => Object.assign(new Error(message), { errors: [{ field: name, message }] });

/** A form that asks the gateway once at a time; refusals are shown at their fields, or else told. */
export function askingForm(scope, nodes, submit, ask) {
  const form = make('form', { noValidate: true }, ...nodes, submit);
  form.onsubmit = async submitted => {
    submitted.preventDefault();
    submit.disabled = true;
    try {
      showErrors(form, []);
      await ask(form);
      scope.tell();
    } catch (problem) {
      const homeless = showErrors(form, problem.errors ?? []);
      const shown = problem.errors?.length > 0 && homeless === '';
      scope.tell(shown ? undefined : new Error(homeless || problem.message));
    } finally {
      submit.disabled = false;
    }
  };
  return form;
}
