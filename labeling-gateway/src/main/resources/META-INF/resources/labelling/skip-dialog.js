import { button, make } from '../dom.js';

const REASONS = ['I cannot tell', 'None of the classes', 'Several classes at once', 'Broken or empty image'];

/** Asks why, and hands the reason on unless it is left. */
export function askWhy(scope, images, skip) {
  const other = make('input', { id: 'reason', maxLength: 200, required: true, dir: 'auto' });
  const dialog = make('dialog', {});
  dialog.setAttribute('aria-labelledby', 'skip-title');
  const close = reason => { dialog.close(); skip(reason); };
  const form = make('form', {},
    make('label', { htmlFor: 'reason' }, 'Another reason'),
    make('div', { className: 'row' }, other, make('button', {}, 'Skip')));
  form.onsubmit = submitted => {
    submitted.preventDefault();
    if (other.value.trim()) close(other.value.trim());
  };
  dialog.append(
    make('h2', { id: 'skip-title' }, images === 1 ? 'Why skip this image?' : `Why skip these ${images} images?`),
    make('div', { className: 'choices' }, ...REASONS.map((reason, index) => make('button',
      { type: 'button', className: 'choice', onclick: () => close(reason) },
      make('kbd', { ariaHidden: 'true' }, String(index + 1)), reason))),
    form, button('Do not skip', () => dialog.close(), { className: 'plain' }));
  dialog.onkeydown = pressed => {
    const reason = pressed.target === other ? undefined : REASONS[Number(pressed.key) - 1];
    if (reason) {
      pressed.preventDefault();
      close(reason);
    }
  };
  dialog.onclose = () => dialog.remove();
  scope.root.append(dialog);
  dialog.showModal();
}
