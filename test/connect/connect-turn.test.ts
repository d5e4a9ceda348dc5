// Connecting and asking over ODBC: nothing is asked while something connects, and a call that does not end holds nobody long.
import { setTimeout as wait } from 'node:timers/promises';
import { ConnectTurn } from '../../src/connect/odbc/connect-turn.ts';
import { assert, suite } from '../suite.ts';

/** Work that a test ends, and that tells when it began. */
function work(name: string, told: string[]): { run(): Promise<string>; end(): void } {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    run: async () => {
      told.push(`${name} begins`);
      await ended;
      told.push(`${name} ends`);
      return name;
    },
    end,
  };
}

const settle = () => wait(5);

suite('turns of ODBC', (test) => {
  test('a connection waits for the calls that run, and calls wait for it', async () => {
    const turn = new ConnectTurn();
    const told: string[] = [];
    const [first, second, connection, later] = ['first', 'second', 'connection', 'later'].map((name) =>
      work(name, told),
    );
    if (!first || !second || !connection || !later) throw new Error('no work');
    const all = [turn.call(first.run), turn.call(second.run)];
    await settle();
    all.push(turn.connect(connection.run), turn.call(later.run));
    await settle();
    first.end();
    await settle();
    assert.equal(told, ['first begins', 'second begins', 'first ends']);
    second.end();
    await settle();
    assert.equal(told.slice(3), ['second ends', 'connection begins']);
    connection.end();
    await settle();
    assert.equal(told.slice(5), ['connection ends', 'later begins']);
    later.end();
    assert.equal(await Promise.all(all), ['first', 'second', 'connection', 'later']);
  });

  test('connections go one by one, and what fails gives its turn on', async () => {
    const turn = new ConnectTurn();
    const told: string[] = [];
    const [one, two] = [work('one', told), work('two', told)];
    const refused = turn.connect(async () => {
      throw new Error('refused');
    });
    const both = [turn.connect(one.run), turn.connect(two.run)];
    await refused.then(
      () => assert.unreachable(),
      (error) => assert.is(error.message, 'refused'),
    );
    await settle();
    assert.equal(told, ['one begins']);
    one.end();
    two.end();
    await Promise.all(both);
    assert.equal(told, ['one begins', 'one ends', 'two begins', 'two ends']);
    await turn.call(async () => Promise.reject(new Error('no'))).catch(() => {});
    assert.is(await turn.connect(async () => 'in'), 'in');
  });

  test('a call that does not end is not waited for without end', async () => {
    const turn = new ConnectTurn(20);
    const silent = work('silent', []);
    const running = turn.call(silent.run);
    await settle();
    assert.is(await turn.connect(async () => 'in'), 'in');
    silent.end();
    await running;
  });
});
