// Many servers in one run of the command.
import { assert, suite } from '../suite.ts';
import { captureMany } from './many-servers.ts';

suite('a capture of many servers', (test) => {
  test('is not kept up by one that says nothing, nor by two that are not there', async () => {
    const { ended, written, silent, dead, threads } = await captureMany(12, 3);
    assert.is(ended.code, 1, ended.err);
    const names = Array.from({ length: 12 }, (_, index) => `SQL${index + 1}.regrant.ndjson`);
    assert.equal(written, names.sort());
    for (const address of [silent, ...dead])
      assert.is(ended.err.split('\n').filter((line) => line.includes(address)).length > 0, true, address);
    assert.ok(threads.most <= 3, `${threads.most} threads at once`);
    assert.ok(threads.started <= 3, `${threads.started} threads were started`);
  });
});
