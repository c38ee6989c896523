import { backbonesPage } from './backbones.js';
import { learningCurves } from './chart.js';
import { campaignForm } from './form.js';
import { blobUrl, call, callAll, download, listen, make, percent, signIn, tell, view } from './page.js';

let leave = () => {};

const STAGES = {
  'pack-dataset': 'Pack the images',
  pretrain: 'Learn features without labels',
  'train-from-scratch': 'Train from scratch',
  'embed-shard': 'Compute features of a shard',
  embed: 'Gather features',
  select: 'Choose images to label',
  label: 'Label',
  predict: 'Fit and evaluate',
  'export-model': 'Export the classifier',
};

const METRICS = {
  epoch: value => `epoch ${value}`,
  loss: value => `loss ${value.toFixed(3)}`,
  outputDeviation: value => `output deviation ${value.toFixed(2)}`,
  neighbourAccuracy: value => `nearest neighbours right ${percent(value)}`,
};


function duration(seconds) {
  if (seconds < 0) return '';
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;
}

function advice(campaign) {
  switch (campaign.state) {
    case 'waiting-for-labels':
      return `${campaign.tasks.open} images wait for you: open “Label images” and answer them.`;
    case 'failed':
      return 'A stage gave up. Read the reason, repair its cause, then retry.';
    case 'completed':
      return `Done: ${campaign.outcome}.`;
    default:
      return 'Working. Nothing to do; this page follows along.';
  }
}

function stageRow(stage) {
  const running = stage.state === 'running';
  const parts = running
    ? [`${Math.round(stage.percent)}%`, stage.rate > 0 && `${stage.rate.toFixed(stage.rate < 10 ? 1 : 0)} images/s`,
      stage.secondsLeft >= 0 && `${duration(stage.secondsLeft)} left`]
    : [stage.state === 'reused' ? 'found, not computed again' : `done in ${duration(stage.seconds)}`];
  const name = (STAGES[stage.stage] ?? stage.stage) + (stage.cycle >= 0 ? ` · cycle ${stage.cycle}` : '');
  const measured = Object.keys(METRICS).filter(metric => metric in stage.metrics);
  return make('div', { className: 'stage' },
    make('span', {}, name),
    make('progress', { max: 100, value: stage.percent, ariaLabel: name }),
    make('small', {}, parts.filter(Boolean).join(' · ')),
    measured.length > 0
      ? make('small', { className: 'measured' }, measured.map(metric => METRICS[metric](stage.metrics[metric])).join(' · '))
      : undefined);
}

function failureCard(campaign, again) {
  const { stage, cycle, reason, permanent } = campaign.failure;
  const retry = make('button', { type: 'button' }, 'Retry');
  retry.onclick = () => call(`/campaigns/${campaign.id}/retry`, {}).then(() => { tell(); again(); }, tell);
  return make('section', { className: 'card bad' },
    make('h2', {}, `${STAGES[stage] ?? stage} failed${cycle >= 0 ? ` in cycle ${cycle}` : ''}`),
    make('p', {}, reason),
    make('p', { className: 'soft' }, permanent
      ? 'The same input will fail again until its cause is repaired.'
      : 'A part did not answer for too long; a retry may be enough.'),
    retry);
}

const labelLink = campaign => campaign.state === 'waiting-for-labels'
  ? make('p', {}, make('a', { className: 'button', href: `#/label/${campaign.id}` }, 'Label images'))
  : null;

function campaignCard(campaign) {
  const running = campaign.stages.filter(stage => stage.state === 'running').at(-1);
  const last = campaign.curve.at(-1);
  return make('article', { className: 'card' },
    make('div', { className: 'head' },
      make('h3', {}, make('a', { href: `#/campaign/${campaign.id}` }, campaign.name)),
      make('span', { className: `state ${campaign.state}` }, campaign.state.replaceAll('-', ' ')),
      make('span', { className: 'soft' }, `${campaign.specification.registeredBackbone ?? campaign.specification.mode} · ${campaign.specification.acquisition.function}`
        + (last ? ` · ${percent(last.accuracy)} with ${last.labels} labels` : ''))),
    make('p', { className: 'soft' }, advice(campaign)),
    running && ['running', 'waiting-for-labels'].includes(campaign.state) ? stageRow(running) : null,
    labelLink(campaign));
}

const lines = campaigns => campaigns
  .filter(campaign => campaign.curve.length > 0)
  .map(campaign => ({ name: campaign.name, points: campaign.curve }));

function showList(campaigns, datasets) {
  const nodes = datasets.flatMap(dataset => {
    const own = campaigns.filter(campaign => campaign.dataset === dataset.id);
    const counts = dataset.state === 'ready'
      ? `${dataset.pool} images to choose from, ${dataset.test} to test on, ${dataset.classes.length} classes`
      : dataset.state === 'failed' ? `could not be packed: ${dataset.failure?.reason ?? ''}` : 'is being packed';
    return [
      make('h2', {}, dataset.name),
      make('p', { className: 'soft' }, counts),
      ...(dataset.state === 'registered' ? dataset.stages.map(stageRow) : []),
      own.length ? make('div', { className: 'card' }, learningCurves(lines([...own].reverse()))) : null,
      ...own.map(campaignCard),
      dataset.state === 'ready'
        ? make('p', {}, make('a', { className: 'button', href: `#/new/${dataset.id}` }, 'New campaign')) : null,
    ].filter(Boolean);
  });
  view.replaceChildren(make('h1', {}, 'Campaigns'),
    ...(nodes.length ? nodes : [make('p', {}, 'No dataset yet. Register one: POST /api/v1/datasets.')]));
}

function listPage() {
  let shown = '';
  const refresh = async () => {
    try {
      const found = await Promise.all([callAll('/campaigns'), callAll('/datasets')]);
      const text = JSON.stringify(found);
      if (text !== shown && !view.contains(document.activeElement)) {
        showList(...found);
        shown = text;
      }
      tell();
    } catch (problem) {
      tell(problem);
    }
  };
  refresh();
  const timer = setInterval(refresh, 1500);
  return () => clearInterval(timer);
}

function perClass(campaign) {
  const last = campaign.curve.at(-1);
  if (!last) return null;
  const cell = (text, tag = 'td') => make(tag, { className: 'n' }, text);
  return make('section', { className: 'card' },
    make('h2', {}, `Classes with ${last.labels} labels: ${percent(last.accuracy)} right`),
    make('table', {},
      make('thead', {}, make('tr', {}, make('th', {}, 'Class'), cell('Precision', 'th'), cell('Recall', 'th'),
        cell('Test images', 'th'))),
      make('tbody', {}, ...last.perClass.map(report => make('tr', {}, make('td', {}, report.name),
        cell(percent(report.precision)), cell(percent(report.recall)), cell(report.support))))));
}

/** What further labels would be worth, in words. */
function forecastWords({ curve, forecast }) {
  const next = forecast[0];
  if (!next) return null;
  const gain = 100 * (next.accuracy - curve.at(-1).accuracy);
  return make('p', { className: 'soft' }, `${next.labels} labels should give ${percent(next.accuracy)} `
    + `(${gain < 0 ? '−' : '+'}${Math.abs(gain).toFixed(1)} points), most likely between ${percent(next.lower)} and ${percent(next.upper)}.`);
}

function modelLink(campaign) {
  const exported = campaign.stages.some(stage => stage.stage === 'export-model' && stage.state !== 'running');
  if (!exported) return null;
  const button = make('button', { type: 'button' }, 'Download the classifier (ONNX)');
  button.onclick = () => download(`/campaigns/${campaign.id}/model`, `${campaign.id}.onnx`).catch(tell);
  return make('p', {}, button);
}

function showCampaign(campaign, functions, again) {
  view.replaceChildren(
    make('p', {}, make('a', { href: '#/' }, '← All campaigns')),
    make('div', { className: 'head' }, make('h1', {}, campaign.name),
      make('span', { className: `state ${campaign.state}` }, campaign.state.replaceAll('-', ' '))),
    make('p', { className: 'soft' }, advice(campaign)),
    ...[labelLink(campaign),
      modelLink(campaign),
      campaign.failure && campaign.state === 'failed' ? failureCard(campaign, again) : null,
      make('section', { className: 'card' }, make('h2', {}, 'Learning curve'),
        learningCurves(lines([campaign]).map(line => ({ ...line, forecast: campaign.forecast }))),
        forecastWords(campaign)),
      choosing(campaign.specification, functions),
      make('section', { className: 'card' }, make('h2', {}, 'Stages'), ...campaign.stages.map(stageRow)),
      perClass(campaign)].filter(Boolean));
}

/** What decides which images are asked for and when it ends, in the words of the catalogue. */
function choosing({ acquisition, initial, stop }, functions) {
  const described = name => {
    const entry = functions.find(known => known.name === name);
    return make('span', {}, make('strong', {}, name), entry ? ` ${entry.summary}` : '');
  };
  const set = Object.entries(acquisition.settings).map(([name, value]) => `${name} ${value}`);
  const options = [
    acquisition.balance && 'classes balanced by prediction',
    acquisition.randomFraction > 0 && `${percent(acquisition.randomFraction)} at random`,
    acquisition.nearDuplicates && `near duplicates from cosine ${acquisition.nearDuplicates} on passed over`,
    acquisition.excluded.length > 0 && `excluded images: ${acquisition.excluded.length}`,
    stop.targetAccuracy && `ends at ${percent(stop.targetAccuracy)} accuracy`,
    stop.minimumGain && `ends when 100 labels add less than ${percent(stop.minimumGain)}`,
  ].filter(Boolean);
  return make('section', { className: 'card' },
    make('h2', {}, 'How images are chosen'),
    make('p', {}, 'First: ', described(initial)),
    make('p', {}, 'Then: ', described(acquisition.function), set.length ? ` (${set.join(', ')})` : ''),
    options.length ? make('p', { className: 'soft' }, options.join(' · ')) : null);
}

function campaignPage(id) {
  let functions = [];
  call('/acquisition-functions').then(listed => { functions = listed.functions; }, () => {});
  const again = () => call(`/campaigns/${id}`).then(campaign => showCampaign(campaign, functions, again), tell);
  again();
  const left = new AbortController();
  const follow = () => listen(`/campaigns/${id}/events`, left.signal, campaign => {
    tell();
    showCampaign(campaign, functions, again);
  }).catch(problem => { if (!left.signal.aborted) tell(problem); })
    .then(() => { if (!left.signal.aborted) setTimeout(follow, 2000); });
  follow();
  return () => left.abort();
}

function signInPage() {
  const key = make('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true });
  const form = make('form', { className: 'card' },
    make('label', { htmlFor: 'key' }, 'Your API key'),
    make('p', { className: 'soft' }, 'It begins with modicum_; an admin makes it. It is forgotten when you close this tab.'),
    key, ' ', make('button', {}, 'Sign in'));
  form.onsubmit = submitted => {
    submitted.preventDefault();
    signIn(key.value.trim());
    route();
  };
  view.replaceChildren(make('h1', {}, 'Sign in'), form);
  key.focus();
}

function labellingPage(id) {
  let tasks = [];
  let classes = [];
  let counts = { open: 0, answered: 0 };
  let busy = false;
  let waiting;

  const preload = () => tasks.slice(0, 4).forEach(task => { task.blob ??= blobUrl(task.imageUrl); });

  const next = async () => {
    if (tasks.length === 0) {
      const lease = await call(`/campaigns/${id}/leases`, { size: 20, seconds: 600 });
      const campaign = await call(`/campaigns/${id}`);
      ({ tasks, classes } = lease);
      counts = campaign.tasks;
      if (tasks.length === 0) {
        showWaiting(campaign);
        return;
      }
    }
    preload();
    await showTask();
  };

  const showWaiting = campaign => {
    view.replaceChildren(
      make('p', {}, make('a', { href: `#/campaign/${id}` }, '← Campaign')),
      make('h1', {}, 'Nothing to label right now'),
      make('p', {}, campaign.state === 'completed' ? advice(campaign)
        : campaign.state === 'failed' ? advice(campaign)
          : 'The campaign is choosing its next images, or others are at the last ones. New images appear here by themselves.'));
    waiting = setTimeout(() => next().catch(tell), 2000);
  };

  const choose = async label => {
    if (busy || tasks.length === 0) return;
    busy = true;
    try {
      const { results } = await call(`/campaigns/${id}/labels`, { labels: [{ task: tasks[0].id, label }] });
      if (results[0].result === 'accepted') counts = { open: counts.open - 1, answered: counts.answered + 1 };
      URL.revokeObjectURL(await tasks.shift().blob);
      tell();
      await next();
    } catch (problem) {
      tell(problem);
    } finally {
      busy = false;
    }
  };

  const showTask = async () => {
    const [task] = tasks;
    const src = await task.blob;
    const choices = classes.map((name, index) => {
      const button = make('button', { type: 'button', className: 'choice' },
        ...(index < 10 ? [make('kbd', {}, String((index + 1) % 10))] : []), name);
      button.onclick = () => choose(name);
      return button;
    });
    view.replaceChildren(
      make('p', {}, make('a', { href: `#/campaign/${id}` }, '← Campaign')),
      make('div', { className: 'labelling' },
        make('img', { src, alt: `Image ${task.image}, to be labelled` }),
        make('div', {},
          make('h1', {}, 'What does it show?'),
          make('p', { className: 'soft' }, `Asked because: ${task.reason || 'chosen'} · cycle ${task.cycle}`),
          make('div', { className: 'choices' }, ...choices),
          make('progress', { max: counts.open + counts.answered, value: counts.answered, ariaLabel: 'Answered so far' }),
          make('p', { className: 'soft' },
            `${counts.answered} answered, ${counts.open} open. Keys 1 to 9 and 0 choose, too.`))));
  };

  const onKey = pressed => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat || pressed.target.tagName === 'INPUT') return;
    if (/^[0-9]$/.test(pressed.key)) {
      const name = classes[(Number(pressed.key) + 9) % 10];
      if (name !== undefined) choose(name);
    }
  };
  document.addEventListener('keydown', onKey);
  next().catch(tell);
  return () => {
    document.removeEventListener('keydown', onKey);
    clearTimeout(waiting);
  };
}

function route() {
  leave();
  tell();
  const [page, id] = location.hash.replace(/^#\//, '').split('/');
  view.replaceChildren(make('p', {}, 'Loading…'));
  if (page === 'campaign') leave = campaignPage(id);
  else if (page === 'label') leave = labellingPage(id);
  else if (page === 'backbones') leave = backbonesPage();
  else if (page === 'new') leave = campaignForm(id);
  else leave = listPage();
}

addEventListener('signed-out', () => {
  leave();
  leave = () => {};
  signInPage();
});
addEventListener('hashchange', () => { route(); view.focus(); });
route();
