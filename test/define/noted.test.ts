// Extended properties of everything that may have some, with their values as they were given.
import { assert, suite } from '../suite.ts';
import { BROKER_SETTINGS } from './examples/every-type.ts';
import { NOTED, noted, PLACES, VALUES } from './examples/noted-rows.ts';
import { SHOP } from './examples/shop.ts';
import { captureRows, definitionsIn } from './rows.ts';
import { scripted } from './scripted.ts';

const CALL = /EXEC sys\.sp_addextendedproperty @name = N'note', @value = N'it''s'(.*);$/;

suite('extended properties', (test) => {
  test('are kept of everything that may have some', async () => {
    const calls = (await scripted(NOTED, BROKER_SETTINGS)).flatMap((text) => CALL.exec(text)?.[1] ?? []);
    const told = calls.map((levels) =>
      levels.replaceAll(/, @level\d(?:type|name) = N('[^']*')/g, ' $1').trim(),
    );
    assert.equal(told.sort(), PLACES.map((place) => place[4]).sort());
  });

  test('have values of the type that they were given in', async () => {
    const rows = VALUES.map(([value], at) => ({
      class: 1,
      class_desc: 'OBJECT_OR_COLUMN',
      major_id: 10,
      minor_id: 0,
      name: `p${at + 10}`,
      value,
    }));
    const calls = (await scripted(noted(rows), BROKER_SETTINGS)).filter((text) =>
      text.includes('sp_addextendedproperty'),
    );
    assert.is(calls.length, VALUES.length);
    for (const [at, [, said]] of VALUES.entries()) {
      assert.match(calls[at] ?? '', `@name = N'p${at + 10}'`);
      assert.match(calls[at] ?? '', said);
    }
  });

  test('of a constraint that SQL Server named are told, and not written for a name that will be another', async () => {
    const snapshot = await captureRows({
      ...SHOP,
      'sys.extended_properties': [
        { class: 1, class_desc: 'OBJECT_OR_COLUMN', major_id: 23, minor_id: 0, name: 'note', value: 'x' },
      ],
    });
    assert.ok(definitionsIn(snapshot).every(({ properties }) => properties === undefined));
    assert.ok((snapshot.header.notes ?? []).some(({ code }) => code === 'properties-not-captured'));
  });
});
