import { fakeRadius } from './fakeRadius.ts';

// The token server of docs/factors/rsa.md, a process of its own: programs that wait for a snippet answer nobody meanwhile.
const server = await fakeRadius('a secret between the two');
const right = new Set(['5275875498', '5275402817']);
server.answer = (request, send) => send(server.reply(request, { code: right.has(request.password) ? 2 : 3 }));
console.log(server.port);
