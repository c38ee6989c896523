export const API = '/api/v1';
export const view = document.getElementById('view');
const notice = document.getElementById('notice');

/** Makes an element; what is given as text stays text. */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child !== undefined && child !== null));
  return node;
}

/** Asks the API; a body is sent as JSON, a file as it is. A refusal names the fields at fault in `errors`. */
export async function call(path, body) {
  const isFile = body instanceof Blob;
  const response = await fetch(API + path, body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' },
    body: isFile ? body : JSON.stringify(body),
  });
  if (response.status === 413) throw new Error('The file is larger than the gateway takes.');
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), { errors: answer.errors ?? [] });
  return answer;
}

/** Reads a list to its end, page by page. */
export async function callAll(path) {
  const items = [];
  let cursor = '';
  do {
    const page = await call(`${path}?limit=200${cursor}`);
    items.push(...page.items);
    cursor = page.next ? `&cursor=${page.next}` : '';
  } while (cursor);
  return items;
}

export const percent = share => `${(100 * share).toFixed(1)}%`;

export function tell(problem) {
  notice.textContent = problem ? problem.message : '';
}
