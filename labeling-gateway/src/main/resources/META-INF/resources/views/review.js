// What reviewers decide, and how annotators do.

import { call } from '../api.js';
import { announce, backLink, bdi, button, counted, heading, isWriting, livePart, make, numeric, percent, scrollable } from '../dom.js';
import { imageAddress, load, thumbnailAddress } from '../images.js';
import { classChoice } from '../labelling/class-choice.js';
import { pictureFrame } from '../labelling/picture-frame.js';

const REFRESH_MILLIS = 5000;
const AT_ONCE = 24;
const PAGE = 100;

const share = (part, whole) => (whole > 0 ? `${percent(part / whole)} of ${whole}` : '–');
const coefficient = value => (value === undefined ? '–' : value.toFixed(2).replace('-', '−'));

/** What each annotator did, and how far they agree. */
function annotatorsCard({ annotators, images, fleissKappa, krippendorffAlpha }) {
  const rows = annotators.map(report => make('tr', {}, make('th', { scope: 'row' }, bdi(report.annotator)),
    numeric(report.answered), numeric(report.skipped), numeric(report.corrected),
    numeric(share(report.agreeing, report.decided)), numeric(coefficient(report.kappa)),
    numeric(share(report.goldRight, report.gold))));
  return make('section', { className: 'card' }, make('h2', {}, 'Annotators'),
    scrollable('Annotators', make('table', {},
      make('thead', {}, make('tr', {}, heading('Annotator'), heading('Answers', 'n'), heading('Skips', 'n'), heading('Corrections', 'n'),
        heading('As decided', 'n'), heading('Kappa', 'n'), heading('Gold right', 'n'))),
      make('tbody', {}, ...rows))),
    make('p', { className: 'soft' }, `On ${counted(images, 'image')} with several answers: Krippendorff’s alpha ${coefficient(krippendorffAlpha)}, `
      + `Fleiss’ kappa ${coefficient(fleissKappa)}. Kappa is the mean of Cohen’s with the others. 1 is perfect agreement, 0 is chance.`));
}

const opinionRow = ({ annotator, label, reason }) => make('li', {}, make('strong', {}, bdi(annotator)),
  ...(label === undefined ? [' skipped it: ', bdi(reason || 'no reason given')] : [' said ', bdi(label)]));

/** Shows contested images one after the other, and the annotators of a campaign. */
export function reviewView(scope, me, id) {
  const list = make('ul', { className: 'strip' });
  const why = make('p', { className: 'soft' });
  const opinions = make('ul', { className: 'opinions' });
  const title = make('h2', {});
  const count = make('p', { className: 'soft' });
  const home = make('div');
  const work = make('div', { className: 'labelling' });
  const frame = pictureFrame(work, ({ image }) => load(imageAddress(campaign.dataset, image), `Image ${image}, to be decided`),
    'or have it asked again, or leave it out.');
  const cells = new Map();
  const decided = new Set();
  let campaign;
  let choice;
  let waiting = [];
  let more = false;
  let current;
  let last;
  let deciding = false;
  let unmeasured = true;

  const measured = livePart(annotatorsCard);
  const offered = () => waiting.slice(0, AT_ONCE);

  function cell(contested) {
    const node = button('', () => show(contested), { className: 'cell', ariaLabel: `Image ${contested.image}` });
    load(thumbnailAddress(campaign.dataset, contested.image), '').then(image => node.append(image), () => {});
    return make('li', {}, node);
  }

  function show(contested) {
    if (current === contested) return;
    current = contested;
    cells.forEach((item, of) => item.firstChild.setAttribute('aria-current', String(of === current)));
    cells.get(current)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    title.textContent = `Image ${current.image}`;
    why.textContent = current.reason ? `Chosen because: ${current.reason}` : '';
    opinions.replaceChildren(...current.opinions.map(opinionRow));
    frame.show(current);
  }

  function draw(next = offered()[0]) {
    if (!next) {
      current = undefined;
      count.textContent = '';
      home.replaceChildren(make('p', { role: 'status' }, 'Nothing is contested. What annotators cannot settle, or all skip, appears here by itself.'));
      return;
    }
    [...cells.keys()].filter(contested => !offered().includes(contested)).forEach(contested => cells.delete(contested));
    offered().filter(contested => !cells.has(contested)).forEach(contested => cells.set(contested, cell(contested)));
    list.replaceChildren(...offered().map(contested => cells.get(contested)));
    count.textContent = `${waiting.length}${more ? ' or more' : ''} contested`;
    if (!home.contains(frame.node)) {
      work.replaceChildren(frame.node, make('div', {}, title, opinions, why, choice.node,
        make('div', { className: 'row' }, putBack, leaveOut),
        make('p', { className: 'soft' }, 'Asked again, it goes to annotators once more, also to those who skipped it. '
          + 'Left out, it gets no label, and the cycle goes on without it.'),
        make('p', { className: 'soft keys' },
          'Keys: a number decides, b has it asked again, x leaves it out, n and p go on and back, u brings the last one back.')));
      home.replaceChildren(list, work);
    }
    show(next);
  }

  const decide = label => settle(({ task }) => ['decisions', { labels: [{ task, label }] }], `is ${label}`, frame.seen);
  const again = ({ task }) => ({ tasks: [task] });
  const putBack = button('Ask again', () => settle(task => ['reopenings', again(task)], 'is asked for again', frame.leavable), { className: 'plain' });
  const leaveOut = button('Leave out', () => settle(task => ['omissions', again(task)], 'is left out', frame.leavable), { className: 'plain' });

  /** Does with the current image what the request says, if it is the one that is ready for it. */
  async function settle(request, words, ready) {
    if (!current || current !== ready || deciding) return;
    deciding = true;
    const contested = current;
    const { task, image } = contested;
    const [what, body] = request(contested);
    try {
      const { results: [{ result }] } = await call(`/campaigns/${id}/${what}`, body);
      if (scope.left) return;
      const at = offered().indexOf(contested);
      if (what === 'reopenings') decided.delete(task);
      else decided.add(task);
      waiting = waiting.filter(other => other !== contested);
      last = contested;
      undo.disabled = false;
      unmeasured = true;
      draw(offered()[at] ?? offered().at(-1));
      scope.tell(result === 'accepted' ? undefined : new Error(`Not taken: ${result.replaceAll('-', ' ')}.`));
      announce(`Image ${image} ${words}.${current ? ` Next is image ${current.image}.` : ''}`);
    } catch (problem) {
      scope.tell(problem);
    } finally {
      deciding = false;
    }
  }

  /** Brings the last image back, to be decided anew. */
  function bringBack() {
    if (undo.disabled) return;
    undo.disabled = true;
    waiting = [last, ...waiting];
    draw(last);
    announce(`Image ${last.image} once more.`);
  }
  const undo = button('Decide the last one anew', bringBack, { className: 'plain', disabled: true });

  const step = by => {
    const all = offered();
    show(all[(all.indexOf(current) + by + all.length) % all.length]);
  };

  const onKey = pressed => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat || isWriting(pressed)) return;
    if (pressed.key === 'u') bringBack();
    else if (!current) return;
    else if (pressed.key === 'b') putBack.click();
    else if (pressed.key === 'x') leaveOut.click();
    else if (pressed.key === 'n' || pressed.key === 'p') step(pressed.key === 'n' ? 1 : -1);
    else if (!choice.onKey(pressed.key) && !frame.onKey(pressed.key)) return;
    pressed.preventDefault();
  };

  /** Takes in what is contested by now, when little is left; what is being looked at stays. */
  async function refresh() {
    if (waiting.length < AT_ONCE) {
      const { items, next } = await call(`/campaigns/${id}/contested?limit=${PAGE}`);
      const known = new Set([...decided, ...waiting.map(({ task }) => task)]);
      const fresh = items.filter(({ task }) => !known.has(task));
      more = next !== undefined;
      waiting.push(...fresh);
      if (fresh.length > 0 || !home.hasChildNodes()) draw(current);
    }
    if (unmeasured) {
      unmeasured = false;
      measured.show(await call(`/campaigns/${id}/annotators`));
    }
  }

  scope.persist(() => call(`/campaigns/${id}`), found => {
    campaign = found;
    choice = classChoice(campaign.classes, decide);
    scope.on(document, 'keydown', onKey);
    scope.show(backLink(`#/campaign/${id}`, 'Campaign'),
      make('div', { className: 'head' }, make('h1', {}, 'Review of ', bdi(campaign.name)), undo),
      count, home, measured.node);
    scope.repeat(REFRESH_MILLIS, () => (deciding ? undefined : refresh()));
  });
}
