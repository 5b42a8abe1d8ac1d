import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { classOf } from '../../src/domain/users/login/codePoints.ts';
import { caseMappedUserpart, narrowed } from '../../src/domain/users/login/username.ts';
import { seededRandom } from '../support/random.ts';

/** Another's reading of RFC 8264 and 8265, and Unicode 16 for it. */
const PACKAGES = ['precis-i18n==1.1.2', 'unicodedata2==16.0.0'] as const;
const PROGRAM = join(import.meta.dirname, '../support/users/precisOracle.py');

const folder = mkdtempSync(join(tmpdir(), 'cofactor-precis-'));
const python = join(folder, 'venv/bin/python');
after(() => rmSync(folder, { recursive: true, force: true }));

const runs = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;
const installed =
  runs('python3', '-m', 'venv', join(folder, 'venv')) &&
  runs(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', ...PACKAGES);
if (!installed) console.error('!!! the oracle for logins is SKIPPED: no Python, or it could not install its packages');
if (!installed && process.env.CI) throw new Error('CI is set, hence this counts as a failure.');

const SAMPLES = 20_000;
/** Letters of both directions, digits, marks, forms of other widths, exceptions, and what is refused. */
const LETTERS = [
  ...'aZl09.-_@\u00e9\u00b7\u00df\u0130\u0345\u03a3\u03c2\u0375\u03b1\u0301\u0327\u0430\u05d0\u05b0\u05f3\u05f4',
  ...'\u0627\u0640\u0661\u06f1\u0660\u06cc\u0710\u07fa\u0915\u0e01\u1100\uac00\u200b\u202e\u212a\u212b\u3007\u30fb\u30a2\u4e00',
  ...'\uff21\uff41\uff0e\uff10\uff71\uff9e\uffa0\uffe6\ufb03\u{10400}\u{1d400}\u{1e900}\u{1f600}\u{10a00} \u0000\u007f\u1e9e\u01c5',
];

describe('logins against precis-i18n', { skip: !installed }, () => {
  const random = seededRandom();
  const samples = Array.from({ length: SAMPLES }, () =>
    Array.from(random(1 + ((random(1)[0] ?? 0) % 6)), (byte) => LETTERS[byte % LETTERS.length]).join(''),
  );
  let version: string;
  let allowed: ReadonlySet<number>;
  let said: readonly (string | null)[];

  before(() => {
    const { stdout, stderr } = spawnSync(python, [PROGRAM], {
      input: samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const [first, ...lines] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.ok(first, stderr);
    version = first[0];
    allowed = new Set(first[1]);
    said = lines;
  });

  test('each code point is allowed or refused as there', () => {
    assert.equal(version, '16.0.0');
    const other: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if ((classOf(point) !== 'refused') !== allowed.has(point)) other.push(point.toString(16));
    }
    assert.deepEqual(other, []);
  });

  test(`${SAMPLES} texts are mapped or refused as there`, (t) => {
    assert.equal(said.length, SAMPLES);
    let [equal, stricter] = [0, 0];
    for (const [n, sample] of samples.entries()) {
      const ours = caseMappedUserpart(sample) ?? null;
      // Looked at after they were mapped only, the signs of Kelvin and Angstrom are letters (RFC 8265 section 3.3.1: before, too).
      if (ours === null && said[n] !== null && /[\u212a\u212b]/.test(narrowed(sample))) stricter++;
      else {
        assert.equal(ours, said[n], JSON.stringify(sample));
        if (ours !== null) equal++;
      }
    }
    t.diagnostic(`${equal} were mapped alike, ${stricter} refused here only`);
    assert.ok(equal > SAMPLES / 20, `${equal} accepted`);
  });
});
