export const API = '/api/v1';
export const view = document.getElementById('view');
const notice = document.getElementById('notice');

/** Makes an element; what is given as text stays text. */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child !== undefined && child !== null));
  return node;
}

/** Asks the API; a body is sent as JSON, a file as it is. */
export async function call(path, body) {
  const isFile = body instanceof Blob;
  const response = await fetch(API + path, body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' },
    body: isFile ? body : JSON.stringify(body),
  });
  if (response.status === 413) throw new Error('The file is larger than the gateway takes.');
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

export function tell(problem) {
  notice.textContent = problem ? problem.message : '';
}
