import { add, addCopy, byId } from './elements.js';

const list = byId('messages');

/** Shows messages that have just come above those that are there. */
export function showMessages(messages) {
  for (const message of messages) list.prepend(item(message));
  byId('empty').hidden = true;
}

export function clearMessages() {
  list.replaceChildren();
  byId('empty').hidden = false;
}

function item({ at, channel, to, extension, code, subject, text, hook }) {
  const line = document.createElement('li');
  const head = add(line, 'div', '', { className: 'row' });
  add(head, 'time', at.slice(11, 19), { dateTime: at });
  add(head, 'span', channel, { className: 'tag' });
  add(head, 'strong', extension === undefined ? to : `${to} ext. ${extension}`);
  const secret = add(line, 'div', '', { className: 'row' });
  if (/^https?:\/\//.test(code)) {
    add(secret, 'a', code, { href: code, target: '_blank', rel: 'noopener', className: 'link' });
    addCopy(secret, code, 'link');
  } else {
    add(secret, 'code', code, { className: 'code' });
    addCopy(secret, code, 'code');
  }
  // The link stands above already; once more, in the middle of the text, is only in the way.
  const said = code.length > 20 ? text.replaceAll(code, '[link]') : text;
  add(line, 'p', subject === undefined ? said : `${subject}\n\n${said}`, { className: 'text' });
  if (hook !== undefined) add(line, 'p', `inline hook: ${hook}`, { className: 'soft' });
  return line;
}
