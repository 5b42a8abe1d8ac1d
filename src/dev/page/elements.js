/** Adds an element with a text to another; texts are never read as HTML. */
export function add(parent, name, text = '', more = {}) {
  return parent.appendChild(Object.assign(document.createElement(name), { textContent: text }, more));
}

export const byId = (id) => document.getElementById(id);

/** The reply to a call of development mode, as JSON. */
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return response.status === 204 ? undefined : response.json();
}

/** Adds a button that copies a text, and says so for a moment. */
export function addCopy(parent, text, what) {
  const label = `Copy ${what}`;
  const button = add(parent, 'button', label, { type: 'button' });
  button.onclick = async () => {
    button.textContent = (await copy(text)) ? 'Copied' : 'Not allowed: select and copy it';
    setTimeout(() => {
      button.textContent = label;
    }, 1_500);
  };
}

/** Browsers have a clipboard on https and on this machine only; elsewhere the old way is left. */
async function copy(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = add(document.body, 'textarea', text, { readOnly: true });
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
