import assert from 'node:assert/strict';
import { newKey, TestDevice } from '../support/devices/device.ts';
import { linkIn, type pendingPush, wireOf } from '../support/devices/pushCalls.ts';
import { anotherProcess, type World } from '../support/world.ts';
import type { AnswerStep, PushCommand, Step } from './pushCommands.ts';
import { type Asked, PushModel } from './pushModel.ts';

interface Owned {
  device: TestDevice;
  /** False once it was removed; what it signs is then worth nothing. */
  alive: boolean;
}

/** One user's life with push, checked against the model at every step. */
export class PushLife {
  readonly #w: World;
  readonly #calls: Awaited<ReturnType<typeof pendingPush>>['calls'];
  readonly #outcomes: Map<string, number>;
  readonly #model = new PushModel();
  readonly #owned: Owned[] = [];
  readonly #links: string[] = [];
  readonly #used: string[] = [];
  #id: string;
  #world: Pick<World, 'call'>;
  #processes: Pick<World, 'close'>[] = [];

  constructor(w: World, begun: Awaited<ReturnType<typeof pendingPush>>, outcomes: Map<string, number>) {
    this.#w = w;
    this.#world = w;
    this.#calls = begun.calls;
    this.#id = begun.id;
    this.#outcomes = outcomes;
    this.#links.push(begun.link);
  }

  async run(commands: readonly PushCommand[]): Promise<void> {
    await this.#join('newest');
    for (const command of commands) {
      await this.#do(command);
      await this.#check();
    }
    for (const process of this.#processes) await process.close();
  }

  async #do(command: PushCommand): Promise<void> {
    switch (command.do) {
      case 'atOnce':
        return this.#atOnce(command.steps);
      case 'join':
        return this.#join(command.link);
      case 'wait':
        return this.#w.clock.advance({ seconds: command.seconds });
      case 'restart':
        return this.#restart();
      case 'unenroll':
        return this.#unenroll();
      case 'invite':
        return this.#invite();
      default:
        (await this.#begin(command))();
    }
  }

  /** All at the same time; what came of it is told to the model afterwards, answers and cancellations first. */
  async #atOnce(steps: Extract<PushCommand, { do: 'atOnce' }>['steps']): Promise<void> {
    const told = await Promise.all(
      steps.map(async ([turns, step]) => {
        for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
        return { step, tell: await this.#begin(step) };
      }),
    );
    const order = ['answer', 'cancel', 'challenge', 'rotate', 'leave', 'expel'];
    // A poll among them may have been told what was then still true.
    const others = told.filter(({ step }) => step.do !== 'poll');
    for (const { tell } of others.sort((a, b) => order.indexOf(a.step.do) - order.indexOf(b.step.do))) tell(true);
  }

  /** Sends a request, and gives what its reply is to tell the model. */
  async #begin(step: Step): Promise<(together?: boolean) => void> {
    switch (step.do) {
      case 'challenge': {
        const body = step.numbered ? { useNumberMatchingChallenge: true } : undefined;
        const reply = await this.#world.call('POST', `${this.#calls.factors}/${this.#id}/verify`, body);
        this.#count(`challenge ${reply.status}`);
        assert.ok([201, 404, 429].includes(reply.status), JSON.stringify(reply.body));
        return (together) => {
          if (reply.status !== 201) return;
          const { transactionId, expiresAt, _embedded } = reply.body;
          this.#model.ask(transactionId, _embedded?.challenge.correctAnswer, Date.parse(expiresAt));
          // Of several questions at once only one is left, and which is for the service to say.
          if (together) this.#together.add(transactionId);
        };
      }
      case 'answer':
        return this.#answer(step);
      case 'cancel': {
        const asked = this.#asked(step.transaction);
        if (!asked) return () => {};
        const reply = await this.#world.call('DELETE', this.#path(asked));
        this.#count(`cancel ${reply.status}`);
        assert.ok([204, 404].includes(reply.status), JSON.stringify(reply.body));
        return () => {
          if (reply.status === 204 && !asked.superseded) this.#model.cancelled(asked);
        };
      }
      case 'poll': {
        const asked = this.#asked(step.transaction);
        if (asked) await this.#poll(asked);
        return () => {};
      }
      default:
        return this.#change(step);
    }
  }

  readonly #together = new Set<string>();

  async #answer(step: AnswerStep): Promise<() => void> {
    const owned = this.#device(step.device);
    const asked = this.#asked(step.transaction);
    if (!owned || !asked) return () => {};
    const { alive } = owned;
    const number = asked.number === undefined ? undefined : step.right ? asked.number : 100 - asked.number;
    const nowMs = this.#w.clock.now().epochMilliseconds;
    const reply = await owned.device.answer(asked.id, step.decision, number === undefined ? {} : { number });
    this.#count(`answer ${reply.status}`);
    assert.ok([200, 401, 404, 409].includes(reply.status), JSON.stringify(reply.body));
    if (!alive) assert.equal(reply.status, 401, 'a removed device is not heard');
    return () => {
      if (reply.status === 200) this.#model.heard(asked, fair(step, asked), reply.body.factorResult, nowMs);
    };
  }

  async #change({ do: what, device }: Extract<Step, { do: 'rotate' | 'leave' | 'expel' }>): Promise<() => void> {
    const owned = this.#device(device);
    if (!owned) return () => {};
    const { alive } = owned;
    const old = owned.device.movedTo(owned.device.wire);
    const reply =
      what === 'rotate'
        ? await old.rotate(newKey())
        : what === 'leave'
          ? await old.remove()
          : await this.#world.call(
              'DELETE',
              `${this.#calls.factors}/${this.#id}/devices/${owned.device.kid.split('.')[2]}`,
            );
    this.#count(`${what} ${reply.status}`);
    assert.ok([200, 204, 401, 404].includes(reply.status), JSON.stringify(reply.body));
    const done = reply.status < 300;
    if (what !== 'expel') assert.ok(alive || !done, 'a removed device changes nothing');
    return () => {
      if (!done) return;
      if (what === 'rotate') {
        // The old key stays about, as that of a device that is gone.
        this.#owned.unshift({ device: owned.device.movedTo(owned.device.wire), alive: false });
        owned.device = old;
      } else {
        // Whatever key it had.
        for (const one of this.#owned) if (one.device.kid === owned.device.kid) one.alive = false;
      }
    };
  }

  async #join(which: 'newest' | 'older' | 'used'): Promise<void> {
    const older = this.#links.filter((link) => link !== this.#links.at(-1));
    const link = which === 'newest' ? this.#links.at(-1) : which === 'older' ? older.at(-1) : this.#used.at(-1);
    if (link === undefined) return;
    const device = new TestDevice(wireOf({ ...this.#w, call: this.#world.call }));
    const reply = await device.enroll(link);
    this.#count(`join ${reply.status}`);
    assert.ok([200, 403].includes(reply.status), JSON.stringify(reply.body));
    if (which !== 'newest' || this.#used.includes(link)) assert.equal(reply.status, 403, `the ${which} link`);
    if (reply.status !== 200) return;
    this.#used.push(link);
    this.#owned.push({ device, alive: true });
  }

  async #invite(): Promise<void> {
    const reply = await this.#world.call('POST', `${this.#calls.factors}/${this.#id}/devices`);
    if (reply.status === 200) this.#links.push(await linkIn(this.#w, reply.body._links.qrcode));
    else assert.equal(reply.status, 404);
  }

  async #unenroll(): Promise<void> {
    const reply = await this.#world.call('DELETE', `${this.#calls.factors}/${this.#id}`);
    assert.ok([204, 404].includes(reply.status));
    const enrolled = await this.#calls.enroll();
    assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
    for (const owned of this.#owned) owned.alive = false;
    this.#model.asked.length = 0;
    this.#id = enrolled.body.id;
    this.#links.push(await linkIn(this.#w, enrolled.body._embedded.activation._links.qrcode));
    await this.#join('newest');
  }

  async #restart(): Promise<void> {
    const process = await anotherProcess(this.#w);
    this.#processes.push(process);
    this.#world = process;
    const wire = wireOf({ ...this.#w, call: process.call });
    for (const owned of this.#owned) owned.device = owned.device.movedTo(wire);
  }

  async #poll(asked: Asked): Promise<string | undefined> {
    const reply = await this.#world.call('GET', this.#path(asked));
    this.#count(`poll ${reply.status} ${reply.body.factorResult ?? ''}`);
    assert.ok([200, 404].includes(reply.status), JSON.stringify(reply.body));
    return reply.body.factorResult;
  }

  /** Everything that can be seen, between the steps, when nothing is under way. */
  async #check(): Promise<void> {
    const nowMs = this.#w.clock.now().epochMilliseconds;
    const results = await Promise.all(
      this.#model.asked.slice(-8).map(async (asked) => ({ asked, result: await this.#poll(asked) })),
    );
    // Of questions that were asked at once, the service says which is left.
    for (const { asked, result } of results) {
      if (this.#together.has(asked.id) && asked.heard.length === 0 && !asked.cancelled && asked.said === undefined) {
        asked.superseded = result === 'CANCELLED';
      }
      if (result !== undefined) this.#model.polled(asked, result, nowMs);
    }
    assert.ok(results.filter(({ result }) => result === 'WAITING').length <= 1, 'one question waits');
    const kinds = (await this.#calls.list()).body.map(({ factorType }: { factorType: string }) => factorType);
    const pushed = kinds.includes('push');
    assert.equal(kinds.includes('signed_nonce'), pushed, `all or none: ${kinds}`);
    assert.equal(
      pushed,
      this.#owned.some(({ alive }) => alive),
      'a factor has a device, and a device a factor',
    );
  }

  readonly #path = ({ id }: Asked): string => `${this.#calls.factors}/${this.#id}/transactions/${id}`;
  readonly #asked = (back: number): Asked | undefined => this.#model.asked.at(-1 - back);
  readonly #device = (back: number): Owned | undefined => this.#owned.at(-1 - back);

  #count(outcome: string): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
  }
}

/** 100 less the right number is wrong, but for 50. */
const fair = (step: AnswerStep, { number }: Asked): AnswerStep => ({ ...step, right: step.right || number === 50 });
