import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../../src/contract/index.ts';
import type { Operation } from '../../../src/contract/shared/operation.ts';
import { requests } from './requests.ts';

/** Calls of users' devices are signed by a key that Postman does not have (docs/device-api.md). */
const isOfDevices = ({ path }: Operation): boolean => path.startsWith('/device/');

test('the Postman collection has a request for every operation of the contract that takes a token', () => {
  const sent = new Set(requests.map(({ operation }) => operation));
  const wanted = Object.entries<Operation>(operations).filter(([, operation]) => !isOfDevices(operation));
  assert.deepEqual(
    wanted.map(([id]) => id).filter((id) => !sent.has(id)),
    [],
  );
});

test('every request of the collection is of the contract or of development mode', () => {
  for (const { operation, dev, folder } of requests) {
    assert.ok(operation === undefined ? dev : Object.hasOwn(operations, operation), `${folder}: ${operation}`);
  }
});
