// The upload that is under way. It goes on while other views are shown.

import { send } from '../api.js';
import { duration, fileSize } from '../dom.js';

let current;
const heard = new EventTarget();

const changed = () => heard.dispatchEvent(new Event('changed'));

addEventListener('beforeunload', leaving => { if (current) leaving.preventDefault(); });

/** The file that is being sent, `{ name, size, sent, seconds }`; nothing if none is. */
export const underWay = () => current;

/** Tells a view of each change until it is left. */
export const whenChanged = (scope, act) => scope.on(heard, 'changed', act);

/** What an upload ends with when somebody wants it no more. */
export const CALLED_OFF = new Error('The upload was called off. Nothing of it is kept.');

export const callOff = () => current.off.abort(CALLED_OFF);

/** Uploads an archive as a dataset, which it returns. */
export async function upload(file, settings) {
  const begun = performance.now();
  const off = new AbortController();
  current = { name: file.name, size: file.size, sent: 0, seconds: 0, off };
  changed();
  const sent = bytes => {
    Object.assign(current, { sent: Math.min(bytes, file.size), seconds: (performance.now() - begun) / 1000 });
    changed();
  };
  try {
    return await send(`/datasets?${new URLSearchParams({ ...settings, fileName: file.name })}`, file, sent, off.signal);
  } finally {
    current = undefined;
    changed();
  }
}

/** How far an upload is, in words. */
export function uploadWords({ size, sent, seconds }) {
  if (sent >= size) return `All ${fileSize(size)} sent. The gateway stores them …`;
  const parts = [`${fileSize(sent)} of ${fileSize(size)}`];
  if (sent > 0 && seconds > 1) {
    parts.push(`${fileSize(sent / seconds)}/s`, `${duration((size - sent) * seconds / sent)} left`);
  }
  return parts.join(' · ');
}
