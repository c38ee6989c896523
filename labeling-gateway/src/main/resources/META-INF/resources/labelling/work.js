// What an annotator has on the table: leased tasks ahead, and answers on their way to the gateway.

import { call, currentKey, LATER, leaveBehind, whileTrying } from '../api.js';
import { imageAddress, load } from '../images.js';
import { MOST_COUNTED } from '../stages.js';

/** Longer than a pause may be, and short enough that others do not wait long for what a crash leaves behind. */
const LEASE_SECONDS = 180;
const RENEW_MILLIS = 45_000;

/** Images ahead at first; later as many as were done in the time of `PACE_MILLIS`. */
export const AHEAD = 4;
const MOST_AHEAD = 40;
const PACE_MILLIS = 20_000;
const FIRST_RETRY_MILLIS = 500;
const LONGEST_RETRY_MILLIS = 15_000;

/** What is said of an act that no longer counts; the latter where it was taken back before. */
const TAKEN_BACK = ['accepted', 'not-answered'];

const wait = millis => new Promise(resolve => { setTimeout(resolve, millis); });

/** Asks until the gateway answers; tells of each attempt in vain, and throws only its refusals. */
async function persist(ask, tell) {
  for (let pause = FIRST_RETRY_MILLIS; ; pause = Math.min(2 * pause, LONGEST_RETRY_MILLIS)) {
    try {
      return await ask();
    } catch (problem) {
      if (problem.status !== undefined && !LATER.includes(problem.status)) throw problem;
      tell(whileTrying(problem));
      await wait(pause);
    }
  }
}

const leaving = warned => warned.preventDefault();

/** Resolves when all that was left has given back what it held; a lease before that would be given back with it. */
let left = Promise.resolve();

/**
 * An annotator's work on a campaign. Acts count at once here and are sent one after the other, so
 * that nobody waits for the network; what the gateway refuses comes back to the table, unless others decided it.
 * Little is taken ahead, and nothing is held while the annotator rests.
 */
export class Work extends EventTarget {
  #campaign;
  #key = currentKey();
  #sending = Promise.resolve();
  #filling;
  #givenBack = left;
  #mayHold = false;
  #renewal;
  #touched = true;
  #turn = 0;
  #done = [];
  #pace = [];

  /** The last act on a task, and the last request for tasks that may still tell of the task; until sent, any may. */
  #gone = new Map();

  classes = [];
  tasks = [];
  counts = { open: 0, answered: 0, yours: 0 };
  unsent = 0;
  resting = false;
  campaign;

  /** How many images are wanted at once. */
  least = AHEAD;

  constructor(campaign) {
    super();
    this.#campaign = `/campaigns/${campaign}`;
    this.#renewal = setInterval(() => this.#renew(), RENEW_MILLIS);
  }

  get filling() {
    return this.#filling !== undefined;
  }

  get #ahead() {
    const since = Date.now() - PACE_MILLIS;
    this.#pace = this.#pace.filter(({ at }) => at > since);
    const done = this.#pace.reduce((sum, { size }) => sum + size, 0);
    return Math.min(MOST_AHEAD, Math.max(this.least, done));
  }

  /** Notes that the annotator is here. */
  touch() {
    this.#touched = true;
  }

  /** Renews what is held unless nobody touched anything since the last time. */
  #renew() {
    if (this.#touched) this.#fillOrLater(true);
    this.#touched = false;
  }

  /** Leases more tasks where few are left; all that are held, again for as long, if it must. */
  fill(must = 2 * this.tasks.length <= this.#ahead) {
    if (!must || this.resting) return Promise.resolve();
    this.#filling ??= this.#lease().finally(() => {
      this.#filling = undefined;
      this.#changed();
    });
    return this.#filling;
  }

  /** Fills; what fails is tried again with the next act, or when it is time to renew. */
  #fillOrLater(must) {
    this.fill(must).catch(problem => this.#tell(whileTrying(problem)));
  }

  /** Leases once all that was held is given back, and anew where a rest in between gave this back, too. */
  async #lease() {
    for (let givenBack; givenBack !== this.#givenBack;) {
      givenBack = this.#givenBack;
      await givenBack;
      if (this.resting) return;
      const turn = ++this.#turn;
      this.#mayHold = true;
      const size = this.#ahead + this.unsent;
      const leased = await this.#call('/leases', { size, seconds: LEASE_SECONDS, fairShare: true });
      if (this.resting) {
        this.#giveBack();
        return;
      }
      if (this.unsent === 0) await this.look();
      if (this.resting) return;
      if (givenBack === this.#givenBack) this.#lay(leased, turn);
    }
  }

  /** Lays on the table what is held by now. */
  #lay({ classes, tasks }, turn) {
    this.classes = classes;
    const held = new Set(tasks.map(({ id }) => id));
    const [shown] = this.tasks;
    this.tasks = this.tasks.filter(task => task === shown || task.back || held.has(task.id));
    const known = new Set(this.tasks.map(({ id }) => id));
    this.tasks.push(...tasks.filter(({ id }) => !known.has(id) && !(this.#gone.get(id)?.turn >= turn)));
    this.#preload();
  }

  /** Asks how far the campaign is, and what there is for this annotator. */
  async look() {
    const { unsent } = this;
    const sending = this.#sending;
    this.campaign = await this.#call('');
    if (unsent === 0 && sending === this.#sending) this.counts = this.campaign.tasks;
  }

  #preload() {
    this.tasks.slice(0, AHEAD).forEach(task => this.picture(task).catch(() => {}));
  }

  /** Returns a task's image, ready to be shown. */
  picture(task) {
    task.picture ??= load(imageAddress(this.campaign.dataset, task.image), `Image ${task.image}, to be labelled`)
      .catch(problem => { task.picture = undefined; throw problem; });
    return task.picture;
  }

  label(tasks, label) {
    this.#act(tasks, `Labelled ${label}`, { labels: tasks.map(({ id }) => ({ task: id, label })) }, 'labels');
  }

  skip(tasks, reason) {
    this.#act(tasks, 'Skipped', { skips: tasks.map(({ id }) => ({ task: id, reason })) }, 'skips');
  }

  #act(tasks, words, body, kind) {
    const act = { tasks, words, answers: kind === 'labels' ? tasks.length : 0 };
    this.#take(tasks, act);
    this.#pace.push({ at: Date.now(), size: tasks.length });
    this.#done.push(act);
    this.#count(act.answers, tasks.length);
    this.#send(tasks.length, async () => {
      const taken = ['accepted'];
      const { results } = await persist(() => this.#call(`/${kind}`, body), problem => {
        taken.push('already-answered');
        this.#tell(problem);
      }).catch(problem => { this.#putBack(this.#lastActedOn(act)); throw problem; });
      this.#settle(act);
      const refused = results.filter(({ result }) => !taken.includes(result));
      if (refused.length > 0) {
        throw new Error(`${refused.length} of ${results.length} not taken: ${refused[0].result.replaceAll('-', ' ')}.`);
      }
    }, () => { this.#done = this.#done.filter(other => other !== act); });
    this.#fillOrLater();
    this.#changed();
  }

  #count(answers, done) {
    const { open, answered, yours } = this.counts;
    const counted = yours < MOST_COUNTED;
    this.counts = { open: open - answers, answered: answered + answers, yours: counted ? Math.max(0, yours - done) : yours };
  }

  /** Asks the API as whoever the work is of, also after they signed out. */
  #call(path, body, method) {
    return call(this.#campaign + path, body, method, this.#key);
  }

  #take(tasks, act) {
    tasks.forEach(({ id }) => this.#gone.set(id, { act, turn: Infinity }));
    const taken = new Set(tasks.map(({ id }) => id));
    this.tasks = this.tasks.filter(({ id }) => !taken.has(id));
    this.#preload();
  }

  /** From the next request for tasks on, the gateway knows what was done about these. */
  #settle(act) {
    this.#lastActedOn(act).forEach(({ id }) => this.#gone.set(id, { act, turn: this.#turn }));
  }

  /** Returns those of an act's tasks with which nothing else was done since. */
  #lastActedOn(act) {
    return act.tasks.filter(({ id }) => this.#gone.get(id)?.act === act);
  }

  #putBack(tasks) {
    tasks.forEach(task => {
      this.#gone.delete(task.id);
      task.back = true;
    });
    const back = new Set(tasks.map(({ id }) => id));
    this.tasks = [...tasks, ...this.tasks.filter(({ id }) => !back.has(id))];
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  /** Takes back the last act, and returns what it was. */
  undo() {
    const act = this.#done.pop();
    if (!act) return undefined;
    this.#putBack(act.tasks);
    this.#count(-act.answers, -act.tasks.length);
    this.#send(act.tasks.length, async () => {
      for (const task of act.tasks) {
        const { result } = await persist(() => this.#call(`/labels/${task.id}`, undefined, 'DELETE'), this.#tell);
        if (!TAKEN_BACK.includes(result)) {
          if (!this.#gone.has(task.id)) {
            this.#take([task], act);
            this.#settle(act);
          }
          throw new Error(`Image ${task.image} can no longer be taken back: ${result.replaceAll('-', ' ')}.`);
        }
      }
    }, () => {});
    this.#changed();
    return act;
  }

  #send(size, ask, failed) {
    if (this.unsent === 0) addEventListener('beforeunload', leaving);
    this.unsent += size;
    this.#sending = this.#sending.then(ask).catch(problem => { failed(); this.#tell(problem); })
      .then(() => {
        this.unsent -= size;
        if (this.unsent === 0) removeEventListener('beforeunload', leaving);
        this.#fillOrLater();
        this.#changed();
      });
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }

  #tell = problem => this.dispatchEvent(Object.assign(new Event('problem'), { problem }));

  #giveBack() {
    this.#mayHold = false;
    this.#givenBack = Promise.all([this.#givenBack, leaveBehind(`${this.#campaign}/leases`, 'DELETE', this.#key)]);
  }

  /** Gives back what is held, for others, until work goes on. */
  rest() {
    if (this.resting) return;
    this.resting = true;
    this.tasks = [];
    if (this.#mayHold) this.#giveBack();
    this.#changed();
  }

  /** Goes on after a rest. */
  goOn() {
    this.resting = false;
    return this.fill(true);
  }

  leave() {
    clearInterval(this.#renewal);
    this.rest();
    left = Promise.allSettled([left, this.#filling]).then(() => this.#givenBack);
  }
}
