import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { receiptOf } from './smppReceipt.ts';

describe('the text of a receipt, which every carrier writes in its own way', () => {
  const texts = [
    'id:161 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:UNDELIV err:017 text:Your',
    'id: 161 sub: 001 dlvrd: 001 submit date: 2611231200 done date: 2611231201 stat: UNDELIV err: 017 text: Your',
    'ID:161 SUB:001 DLVRD:001 STAT:UNDELIV ERR:017',
    'id:161\tstat:\tundeliv err:017',
    '\u0000id:161 stat:UNDELIV err:017',
  ];
  for (const text of texts) {
    test(JSON.stringify(text), () => {
      const report = receiptOf({ esm_class: 4, short_message: text }, false);
      assert.deepEqual(report, { reference: '161', status: 'UNDELIVERED', reason: 'UNDELIV 017' });
    });
  }

  test('a field without a value is not read as the next one', () => {
    const report = receiptOf({ esm_class: 4, short_message: 'id: stat:DELIVRD' }, false);
    assert.equal(report, undefined);
  });

  test('where receipts are decimal, one in hexadecimal after all is told by its letters', () => {
    const ids = ['161', '0161', 'A1', '00a1'].map(
      (id) => receiptOf({ esm_class: 4, short_message: `id:${id} stat:DELIVRD` }, true)?.reference,
    );
    assert.deepEqual(ids, ['a1', 'a1', 'A1', '00a1']);
  });
});
