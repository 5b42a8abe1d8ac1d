import { add, addCopy, byId, call } from './elements.js';

let shown = '';

/** Shows the users who fit the words that were typed, with their factors. */
export async function showPeople() {
  const people = await call('GET', `dev/users?${new URLSearchParams({ q: byId('words').value })}`);
  const text = JSON.stringify(people);
  // Nobody loses what they are about to copy while nothing has changed.
  if (text === shown) return;
  shown = text;
  byId('users').replaceChildren(...people.map(item));
  byId('nobody').hidden = people.length > 0;
}

function item({ id, login, name, status, factors }) {
  const line = document.createElement('li');
  const head = add(line, 'div', '', { className: 'row' });
  add(head, 'strong', login);
  if (name !== '') add(head, 'span', name);
  add(head, 'span', status, { className: 'tag' });
  add(head, 'code', id, { className: 'id' });
  addCopy(head, id, 'id');
  for (const factor of factors) {
    const row = add(line, 'div', '', { className: 'row' });
    add(row, 'span', `${factor.factorType}, ${factor.provider}`);
    add(row, 'span', factor.status, { className: 'tag' });
    add(row, 'code', factor.id, { className: 'id' });
    addCopy(row, factor.id, 'id');
  }
  if (factors.length === 0) add(line, 'p', 'no factor', { className: 'soft' });
  return line;
}
