import { addPhone, passTime, showDevices } from './devices.js';
import { byId, call } from './elements.js';
import { clearMessages, showMessages } from './messages.js';
import { showPeople } from './people.js';

let now = '';

/** All that is on the page comes by itself; a connection that is lost is made again, from the start. */
function listen() {
  const events = new EventSource('dev/events');
  const on = (name, act) => events.addEventListener(name, ({ data }) => act(JSON.parse(data)));
  events.onopen = () => {
    byId('away').hidden = true;
    clearMessages();
    people();
  };
  events.onerror = () => {
    byId('away').hidden = false;
  };
  on('clock', (time) => {
    now = time;
    byId('now').textContent = `${time.slice(0, 19)}Z`;
    passTime(time);
  });
  on('cleared', clearMessages);
  on('messages', showMessages);
  on('changed', people);
  on('devices', (devices) => showDevices(devices, now));
}

// A service that is gone is told of once, by the stream of events.
const people = () => showPeople().catch(() => {});

byId('advance').onclick = () => call('POST', 'dev/clock', { advance: 'PT30S' });
byId('add-phone').onsubmit = addPhone;
byId('search').onsubmit = (event) => {
  event.preventDefault();
  people();
};
byId('words').oninput = people;
listen();
