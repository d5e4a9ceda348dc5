// Ctrl-C from the very start: what is stopped while it is still being loaded says so, and does nothing.
import { listenForStop, stopSignal } from '../../src/cli/stop-signal.ts';
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

  test('while it works: its signal aborts', () => {
    const signal = stopSignal();
    assert.is(signal.aborted, false);
    process.emit('SIGTERM');
    assert.is(signal.aborted, true);
  });
});
