// What is tried again, how long apart, and what limits stand for.
import { pause, withDeadline } from '../../src/connect/deadline.ts';
import { cleanError, serverErrorNumber, systemErrorCode } from '../../src/connect/server-error.ts';
import { isTransient, retryTransient, waitAfter } from '../../src/connect/transient.ts';
import { abortError } from '../../src/model/abort.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';
import { failureOf } from './target-of.ts';

const numbered = (number: number) => Object.assign(new Error('x'), { number });
const coded = (code: string) => Object.assign(new Error('x'), { code });
const RULE = { attempts: 3, waitMs: 1 };

suite('transient', (test) => {
  test('knows what passes by itself', () => {
    for (const number of [1205, 40613, 10928, 983, 18401])
      assert.ok(isTransient(numbered(number)), String(number));
    for (const number of [18456, 4060, 208, 942])
      assert.not.ok(isTransient(numbered(number)), String(number));
    assert.ok(isTransient(coded('ECONNRESET')));
    assert.not.ok(isTransient(coded('ECONNREFUSED')));
    assert.not.ok(isTransient(new Error('x')));
  });

  test('waits longer each time, within bounds', () => {
    const rule = { attempts: 9, waitMs: 500 };
    assert.is(waitAfter(1, rule, 0), 250);
    assert.is(waitAfter(1, rule, 1), 500);
    assert.is(waitAfter(3, rule, 1), 2000);
    assert.is(waitAfter(30, rule, 1), 10_000);
    for (let i = 0; i < 50; i++) assert.ok(waitAfter(2, rule) >= 500 && waitAfter(2, rule) <= 1000);
  });

  test('tries as often as it may, and not for what stays', async () => {
    let tries = 0;
    const failing = (error: Error, times: number) => async () => {
      tries += 1;
      if (tries <= times) throw error;
      return tries;
    };
    assert.is(await retryTransient(failing(numbered(1205), 2), RULE, undefined, 'x'), 3);
    for (const [error, expected] of [
      [numbered(1205), 3],
      [numbered(208), 1],
    ] as const) {
      tries = 0;
      await retryTransient(failing(error, 99), RULE, undefined, 'x').then(
        () => assert.unreachable(),
        (reason: unknown) => assert.is(reason, error),
      );
      assert.is(tries, expected);
    }
  });

  test('gives a deadline the reason to throw, and a cancelled signal its own', async () => {
    const late = withDeadline(undefined, 20, 'The capture of SMDB01');
    const error = await failureOf(pause(5000, late, 'x'));
    assert.is(error.code, 'timed-out');
    assert.is(error.fact, 'The capture of SMDB01 did not end within 20 ms.');
    const controller = new AbortController();
    const both = withDeadline(controller.signal, 60_000, 'x');
    controller.abort();
    assert.ok(both.aborted);
    assert.is(abortError(both, 'The capture').code, 'cancelled');
    assert.is((await failureOf(pause(5000, both, 'x'))).code, 'cancelled');
  });

  test('finds number and code however deep, and keeps nothing else of an error', () => {
    const inner = Object.assign(new Error('token for Secret123 refused'), {
      code: 'EFOO',
      request: { headers: { authorization: 'Secret123' } },
      config: { password: 'Secret123' },
    });
    const outer = new AggregateError(
      [Object.assign(new Error('x', { cause: inner }), { number: 942 })],
      'both',
    );
    const clean = cleanError(outer, new Set(['Secret123']));
    assert.is(serverErrorNumber(clean), 942);
    assert.is(systemErrorCode(clean), 'EFOO');
    const wrapped = new RegrantError({ code: 'query-failed', fact: 'f', remedy: 'r', cause: clean });
    assert.is(serverErrorNumber(wrapped), 942);
    let shown = '';
    for (let at: unknown = wrapped; at instanceof Error; at = at.cause) {
      shown += `${at.stack}${JSON.stringify(at)}${Object.keys(at).join()}`;
    }
    assert.not.match(shown, 'Secret123');
    assert.not.match(shown, 'request');
    assert.is(serverErrorNumber(undefined), undefined);
    assert.is(serverErrorNumber('x'), undefined);
  });
});
