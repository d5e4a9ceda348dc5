// Ctrl-C from the very start: what is stopped while it is still being loaded says so, and does nothing.
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import { listenForStop, stopSignal } from '../../src/cli/stop-signal.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';
import { runHere } from './run-here.ts';

suite('stopped by Ctrl-C', (test) => {
  test('before the command is loaded: it does nothing, says so, and exits with 130', async () => {
    listenForStop();
    process.emit('SIGINT');
    const { code, text } = await runHere(['completion', 'bash']);
    assert.is(code, 130);
    assert.match(text, /^error {2}cancelled\n {7}regrant completion was cancelled\./);
    assert.is((await runHere(['completion', 'bash'])).code, 0, 'the next command is another one');
  });

  test('where a password is asked for: no signal tells of it, and it is 130 all the same', () => {
    const cancelled = new RegrantError({ code: 'cancelled', fact: 'f', remedy: 'r' });
    assert.is(exitCodeOf(cancelled), 130);
    assert.is(exitCodeOf(new Error('x', { cause: cancelled })), 130);
    assert.is(exitCodeOf(new RegrantError({ code: 'timed-out', fact: 'f', remedy: 'r' })), 1);
  });

  test('while it works: its signal aborts', () => {
    const signal = stopSignal();
    assert.is(signal.aborted, false);
    process.emit('SIGTERM');
    assert.is(signal.aborted, true);
  });
});
