import { add, byId, call } from './elements.js';

const behaviours = ['approve', 'deny', 'not-me', 'wrong-number', 'silent'];
let known = '';
let devices = [];

/** Shows the devices as they are at a time of the service's. */
export function showDevices(all, now) {
  devices = all;
  const shown = all.map((device) => ({ ...device, waits: device.asked?.at(-1)?.expiresAt > now }));
  // What somebody is about to press stays where it is while nothing but codes change.
  const text = JSON.stringify(shown, (name, value) => (name === 'passCode' ? undefined : value));
  if (text !== known) byId('devices').replaceChildren(...shown.map(item));
  known = text;
  for (const { id, passCode } of all) if (passCode) byId(`code-${id}`).textContent = passCode;
}

/** Questions come to their end while nothing else happens. */
export const passTime = (now) => showDevices(devices, now);

/** Adds a phone by the activation link that was pasted. */
export async function addPhone(event) {
  event.preventDefault();
  const form = event.target;
  const wish = { type: 'phone', link: form.elements.link.value, behaviour: 'silent' };
  const { errorCauses } = await call('POST', 'dev/devices', wish);
  byId('trouble').textContent = errorCauses?.map((cause) => cause.errorSummary).join(' ') ?? '';
  if (!errorCauses) form.reset();
}

function item({ id, type, name, account, serial, behaviour, waits, asked = [] }) {
  const line = document.createElement('li');
  const row = add(line, 'div', '', { className: 'row' });
  const path = `dev/devices/${id}`;
  add(row, 'strong', name ?? type);
  add(row, 'span', account?.login ?? serial ?? id);
  const code = add(row, 'code', '', { id: `code-${id}` });
  if (type === 'yubikey') {
    button(row, 'Press', async () => {
      code.textContent = (await call('POST', `${path}/press`, {})).passCode;
    });
  }
  if (type === 'phone') {
    const choice = add(row, 'select', '', { ariaLabel: 'What its owner does' });
    for (const one of behaviours) add(choice, 'option', one, { selected: one === behaviour });
    choice.onchange = () => call('PATCH', path, { behaviour: choice.value });
  }
  button(row, 'Remove', () => call('DELETE', path));
  const last = asked.at(-1);
  if (last?.answer) add(row, 'span', `${last.answer.decision}: ${last.answer.result}`);
  else if (waits) question(line, path, last);
  return line;
}

function question(line, path, { id: transaction, numbers, from }) {
  const box = add(line, 'fieldset');
  add(box, 'legend', `Is it you? ${from.address ?? ''} ${from.userAgent ?? ''}`);
  const answer = (decision, number) => () => call('POST', `${path}/answer`, { transaction, decision, number });
  for (const number of numbers ?? [undefined]) {
    button(box, number === undefined ? 'Approve' : `Approve ${number}`, answer('APPROVE', number));
  }
  button(box, 'Deny', answer('DENY'));
  button(box, 'Not me', answer('NOT_ME'));
}

const button = (parent, text, onclick) => add(parent, 'button', text, { type: 'button', onclick });
