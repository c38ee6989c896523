// The REST API, as whoever is signed in.

import { make } from './dom.js';

const API = '/api/v1';
const KEY = 'modicum-key';

const AWAY = 'The gateway cannot be reached.';

/** What a gateway that is busy, or whose database or store is, answers. */
export const LATER = [429, 502, 503, 504];

export const WRONG_KEY = 'This key is not known here, or it has ended. See that you copied all of it, or ask an admin for a new one.';

/** Keeps an API key until the tab is closed. */
export const signIn = key => sessionStorage.setItem(KEY, key);

export const signOut = () => sessionStorage.removeItem(KEY);

/** The key of whoever is signed in, or null. */
export const currentKey = () => sessionStorage.getItem(KEY);

/** Fetches as whoever is signed in, or was when what goes on by itself began. A refusal names the fields at fault in `errors`. */
async function request(address, { as = currentKey(), ...options } = {}) {
  const response = await fetch(address,
    { ...options, headers: { ...options.headers, ...(as && { Authorization: `Bearer ${as}` }) } })
    .catch(unreached);
  if (response.ok) {
    dispatchEvent(new Event('answered'));
    return response;
  }
  throw refusal(response.status, await response.json().catch(() => ({})), as);
}

/** What the gateway refuses, and why; a key that it does not know is forgotten. */
function refusal(status, { detail, errors = [] }, as) {
  if (status === 413) return new Error('The file is larger than the gateway takes.');
  if (status === 401) {
    const refused = Object.assign(new Error(WRONG_KEY), { status });
    if (as === currentKey()) {
      signOut();
      dispatchEvent(new CustomEvent('signed-out', { detail: refused }));
    }
    return refused;
  }
  const said = detail ?? `The gateway answers with an error (${status}).`;
  return Object.assign(new Error(said), { errors, status, mayPass: LATER.includes(status) });
}

/** A connection that is away; an aborted request is none. */
function unreached(cause) {
  if (cause.name === 'AbortError') throw cause;
  throw away(cause);
}

const away = cause => Object.assign(new Error(`${AWAY} Try again.`, { cause }), { away: true, mayPass: true });

/** What may pass, as whoever tries again by themselves tells it: only until there is an answer. */
export function whileTrying(problem) {
  if (!problem.mayPass) return problem;
  const what = problem.away ? AWAY : problem.message.replace(/\.?$/, '.');
  return Object.assign(new Error(`${what} The page keeps trying.`, { cause: problem }), { passing: true });
}

/** Asks the API, with `as` by that key; a body is sent as JSON, a file as it is. */
export async function call(path, body, method = body === undefined ? 'GET' : 'POST', as) {
  const isFile = body instanceof Blob;
  const response = await request(API + path, body === undefined ? { method, as } : {
    method,
    as,
    headers: { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' },
    body: isFile ? body : JSON.stringify(body),
  });
  return response.status === 204 ? undefined : response.json().catch(unreached);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Sends a file and tells how many bytes are on their way, which a fetch does not; the signal calls it off. */
export function send(path, file, sent, signal) {
  const as = currentKey();
  const sending = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    sending.open('POST', API + path);
    sending.setRequestHeader('Authorization', `Bearer ${as}`);
    sending.setRequestHeader('Content-Type', 'application/octet-stream');
    sending.upload.onprogress = ({ loaded }) => sent(loaded);
    sending.onload = () => {
      const { status, responseText } = sending;
      if (status < 400) resolve(parsed(responseText));
      else reject(refusal(status, parsed(responseText), as));
    };
    sending.onerror = () => reject(away());
    signal.onabort = () => { sending.abort(); reject(signal.reason); };
    sending.send(file);
  });
}

/** Asks for something whose answer does not matter, also while the page is closed; resolves when it has ended. */
export const leaveBehind = (path, method, as) => request(API + path, { method, as, keepalive: true }).then(() => {}, () => {});

/** Returns a file of the API. */
export const bytes = async path => (await request(API + path)).arrayBuffer().catch(unreached);

/** Returns a file as an address that an image or a link can have; elements send no key. */
export const blobUrl = async (address, options) =>
  URL.createObjectURL(await (await request(address, options)).blob().catch(unreached));

/** Saves a file of the API, of the type that is wanted where there are several. */
export async function download(path, name, type) {
  const href = await blobUrl(API + path, type && { headers: { Accept: type } });
  make('a', { href, download: name }).click();
  URL.revokeObjectURL(href);
}

/** Hands on each server-sent event until the signal aborts; an EventSource would send no key. */
export async function listen(path, signal, heard) {
  const response = await request(API + path, { signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = () => reader.read().catch(unreached);
  for (let part = await next(); !part.done; part = await next()) {
    const events = (text + part.value).split('\n\n');
    text = events.pop();
    events.forEach(event => heard(JSON.parse(event.replace(/^data:/gm, ''))));
  }
}

/** Reads the first `most` items of a list, page by page; `next` is there if there are more. */
export async function callSome(path, most) {
  const items = [];
  let next;
  do {
    const page = await call(`${path}?limit=${Math.min(200, most - items.length)}${next ? `&cursor=${next}` : ''}`);
    items.push(...page.items);
    ({ next } = page);
  } while (next && items.length < most);
  return { items, next };
}

/** Reads a list to its end. */
export const callAll = async path => (await callSome(path, Infinity)).items;

const includes = (held, needed) =>
  held === needed || held === 'admin' || (held === 'reviewer' && needed !== 'admin');

/** Asks who is signed in, and returns what they may do: `may(role)` everywhere, `may(role, id)` in a campaign. */
export async function whoAmI() {
  const { name, everywhere, campaigns } = await call('/me');
  const may = (role, campaign) => [...everywhere, campaigns[campaign]].some(held => includes(held, role));
  return { name, may };
}
