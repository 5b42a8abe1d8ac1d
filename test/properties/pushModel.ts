import assert from 'node:assert/strict';
import type { AnswerStep } from './pushCommands.ts';

/** The outcome of a question, as far as anybody was told. */
export interface Asked {
  readonly id: string;
  readonly number: number | undefined;
  readonly expiresMs: number;
  /** Said to a poller: from then on nothing else may be. */
  said?: string;
  /** Answers that were heard, by what they came to. */
  readonly heard: string[];
  cancelled: boolean;
  superseded: boolean;
}

/** Says what may be, of questions alone: no part of the service is in it. */
export class PushModel {
  readonly asked: Asked[] = [];

  ask(id: string, number: number | undefined, expiresMs: number): void {
    assert.ok(!this.asked.some((one) => one.id === id), 'ids are never used twice');
    for (const one of this.asked) if (this.#open(one)) one.superseded = true;
    this.asked.push({ id, number, expiresMs, heard: [], cancelled: false, superseded: false });
  }

  /** An answer that was told it counts. */
  heard(asked: Asked, answer: AnswerStep, result: string, nowMs: number): void {
    assert.ok(nowMs < asked.expiresMs, 'an answer counts within five minutes only');
    const number = asked.number === undefined || answer.right;
    assert.equal(result, answer.decision === 'APPROVE' && number ? 'SUCCESS' : 'REJECTED');
    assert.ok(asked.said === undefined || asked.said === 'WAITING' || asked.said === result, `after ${asked.said}`);
    asked.heard.push(result);
    assert.equal(asked.heard.length, 1, 'one answer counts');
    assert.ok(!asked.cancelled, 'what was cancelled is not answered');
  }

  cancelled(asked: Asked): void {
    assert.deepEqual(asked.heard, [], 'what was answered is not cancelled');
    asked.cancelled = true;
  }

  /** The answer of a poll must be what happened, and stay so. */
  polled(asked: Asked, result: string, nowMs: number): void {
    const over = nowMs >= asked.expiresMs;
    if (result === 'WAITING') assert.ok(this.#open(asked) && !over, 'only what is open waits');
    if (result === 'TIMEOUT') assert.ok(over && asked.heard.length === 0);
    if (result === 'CANCELLED') assert.ok((asked.cancelled || asked.superseded) && asked.heard.length === 0);
    if (result === 'SUCCESS' || result === 'REJECTED') assert.deepEqual(asked.heard, [result]);
    assert.ok(
      asked.said === undefined || asked.said === 'WAITING' || asked.said === result,
      `${asked.said}, then ${result}`,
    );
    asked.said = result;
  }

  #open({ heard, cancelled, superseded }: Asked): boolean {
    return heard.length === 0 && !cancelled && !superseded;
  }
}
