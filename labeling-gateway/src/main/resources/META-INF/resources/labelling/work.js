// What an annotator has on the table: leased tasks ahead, and answers on their way to the gateway.

import { call } from '../api.js';
import { imageAddress, load } from '../images.js';

const LEASE_SECONDS = 600;
const RENEW_MILLIS = 240_000;
const AHEAD = 40;
const LOW = 20;
const PRELOADED = 8;
const FIRST_RETRY_MILLIS = 500;
const LONGEST_RETRY_MILLIS = 15_000;

/** What a gateway that is busy, or whose database or store is, answers. */
const LATER = [429, 503];

/** What is said of an act that no longer counts; the latter where it was taken back before. */
const TAKEN_BACK = ['accepted', 'not-answered'];

const wait = millis => new Promise(resolve => { setTimeout(resolve, millis); });

/** Asks until the gateway answers; only its refusals are problems. */
async function persist(path, body, method) {
  for (let pause = FIRST_RETRY_MILLIS; ; pause = Math.min(2 * pause, LONGEST_RETRY_MILLIS)) {
    try {
      return await call(path, body, method);
    } catch (problem) {
      if (problem.status !== undefined && !LATER.includes(problem.status)) throw problem;
      await wait(pause);
    }
  }
}

/**
 * An annotator's work on a campaign. Acts count at once here and are sent one after the other, so
 * that nobody waits for the network; what the gateway refuses comes back to the table, unless others decided it.
 */
export class Work extends EventTarget {
  #campaign;
  #sending = Promise.resolve();
  #filling;
  #renewal;
  #gone = new Set();
  #done = [];

  classes = [];
  tasks = [];
  counts = { open: 0, answered: 0 };
  unsent = 0;
  campaign;

  constructor(campaign) {
    super();
    this.#campaign = `/campaigns/${campaign}`;
    this.#renewal = setInterval(() => this.fill(true).catch(problem => this.#tell(problem)), RENEW_MILLIS);
  }

  /** Leases more tasks where few are left; all that are held, again for as long, if it must. */
  fill(must = this.tasks.length < LOW) {
    if (!must) return Promise.resolve();
    this.#filling ??= this.#lease().finally(() => { this.#filling = undefined; });
    return this.#filling;
  }

  async #lease() {
    const { classes, tasks } = await call(`${this.#campaign}/leases`, { size: AHEAD, seconds: LEASE_SECONDS });
    if (this.unsent === 0) {
      this.campaign = await call(this.#campaign);
      if (this.unsent === 0) this.counts = this.campaign.tasks;
    }
    this.classes = classes;
    const known = new Set(this.tasks.map(({ id }) => id));
    this.tasks.push(...tasks.filter(({ id }) => !known.has(id) && !this.#gone.has(id)));
    this.#preload();
    this.#changed();
  }

  #preload() {
    this.tasks.slice(0, PRELOADED).forEach(task => this.picture(task).catch(() => {}));
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
    this.#take(tasks);
    const act = { tasks, words, answers: kind === 'labels' ? tasks.length : 0 };
    this.#done.push(act);
    this.#count(act.answers);
    this.#send(tasks.length, async () => {
      const { results } = await persist(`${this.#campaign}/${kind}`, body)
        .catch(problem => { this.#putBack(tasks); throw problem; });
      const refused = results.filter(({ result }) => result !== 'accepted');
      if (refused.length > 0) {
        throw new Error(`${refused.length} of ${results.length} not taken: ${refused[0].result.replaceAll('-', ' ')}.`);
      }
    }, () => { this.#done = this.#done.filter(other => other !== act); });
    this.#changed();
    this.fill().catch(problem => this.#tell(problem));
  }

  #count(answers) {
    this.counts = { open: this.counts.open - answers, answered: this.counts.answered + answers };
  }

  #take(tasks) {
    tasks.forEach(({ id }) => this.#gone.add(id));
    this.tasks = this.tasks.filter(({ id }) => !this.#gone.has(id));
    this.#preload();
  }

  #putBack(tasks) {
    tasks.forEach(({ id }) => this.#gone.delete(id));
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
    this.#count(-act.answers);
    this.#send(act.tasks.length, async () => {
      for (const task of act.tasks) {
        const { result } = await persist(`${this.#campaign}/labels/${task.id}`, undefined, 'DELETE');
        if (!TAKEN_BACK.includes(result)) {
          this.#take([task]);
          throw new Error(`Image ${task.image} can no longer be taken back: ${result.replaceAll('-', ' ')}.`);
        }
      }
    }, () => {});
    this.#changed();
    return act;
  }

  #send(size, ask, failed) {
    this.unsent += size;
    this.#sending = this.#sending.then(ask).catch(problem => { failed(); this.#tell(problem); })
      .then(() => { this.unsent -= size; this.#changed(); });
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }

  #tell(problem) {
    this.dispatchEvent(Object.assign(new Event('problem'), { problem }));
  }

  leave() {
    clearInterval(this.#renewal);
  }
}
