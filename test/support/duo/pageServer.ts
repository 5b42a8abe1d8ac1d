import { fakeDuo } from './fakeDuo.ts';

// Duo as docs/factors/duo.md has it, a process of its own: programs that wait for a snippet answer nobody meanwhile.
const duo = await fakeDuo();
const right = new Set(['1234567', '7654321']);
duo.lie = ({ path, params }) => {
  const good = path === 'auth_status' || right.has(params.passcode ?? '');
  return good ? { stat: 'OK', response: { result: 'allow', status: 'allow' } } : undefined;
};
console.log(duo.origin);
