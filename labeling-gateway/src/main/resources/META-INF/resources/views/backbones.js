import { call, callAll } from '../api.js';
import { backLink, bdi, counted, livePart, make } from '../dom.js';

const REFRESH_MILLIS = 1500;

function field(name, label, hint, properties) {
  return make('div', { className: 'field' },
    make('label', { htmlFor: name }, label),
    make('p', { className: 'soft' }, hint),
    make('input', { id: name, name, ...properties }));
}

function registrationForm(scope, registered) {
  const button = make('button', {}, 'Register');
  const form = make('form', { className: 'card' },
    make('h2', {}, 'Register a network of your own'),
    make('p', { className: 'soft' }, 'It takes the place of pretraining: images [n, 3, height, width] in, with any n; one row of features per image out.'),
    field('name', 'Name', 'What people call it.', { required: true, maxLength: 100 }),
    field('file', 'ONNX file', 'As torch.onnx.export(…) writes it, up to 2 GB.', { type: 'file', required: true }),
    make('details', {}, make('summary', {}, 'More settings'),
      field('output', 'Output', 'The output with the features, if there are several.', { maxLength: 255 }),
      field('mean', 'Mean', 'Of red, green and blue in [0, 1], where the network takes floats; ImageNet’s if empty.', { placeholder: '0.485,0.456,0.406' }),
      field('std', 'Standard deviation', 'Likewise.', { placeholder: '0.229,0.224,0.225' })),
    make('p', {}, button));
  form.onsubmit = async submitted => {
    submitted.preventDefault();
    button.disabled = true;
    try {
      const values = new FormData(form);
      const file = values.get('file');
      values.delete('file');
      registered(await call(`/backbones?${new URLSearchParams(values)}`, file));
      form.reset();
      scope.tell();
    } catch (problem) {
      scope.tell(problem);
    } finally {
      button.disabled = false;
    }
  };
  return form;
}

function backboneCard(backbone) {
  const says = {
    checking: () => make('p', { className: 'soft' }, 'Being checked: it runs on four test images.'),
    ready: () => make('p', { className: 'soft' }, `${counted(backbone.dimensions, 'feature')} per image. To use it, start a campaign with `,
      make('code', {}, `"registeredBackbone": "${backbone.id}"`), '.'),
    refused: () => make('p', {}, backbone.failure?.reason ?? '', make('br'),
      make('span', { className: 'soft' }, 'Repair it and register it anew; the same file is checked again.')),
  };
  return make('article', { className: backbone.state === 'refused' ? 'card bad' : 'card' },
    make('div', { className: 'head' }, make('h3', {}, bdi(backbone.name)),
      make('span', { className: `state ${backbone.state}` }, backbone.state)),
    says[backbone.state]());
}

/** Shows and registers backbones. */
export function backbonesView(scope, me) {
  const list = livePart(backbones => backbones.map(backboneCard));
  const refresh = async () => list.show(await callAll('/backbones'));
  scope.show(backLink('#/', 'All campaigns'), make('h1', {}, 'Backbones'),
    me.may('admin') && registrationForm(scope, () => refresh().catch(scope.tellWhileTrying)), list.node);
  scope.repeat(REFRESH_MILLIS, refresh);
}
