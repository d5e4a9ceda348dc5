// Full-text search: every clause of its statements, and where they stand.
import { assert, suite } from '../suite.ts';
import { INDEX, SEARCHED } from './examples/every-type.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';

suite('definitions of full-text search', (test) => {
  test('have every clause, and stand before the modules that search', async () => {
    const statements = await scripted(SEARCHED);
    const wanted = [
      'CREATE FULLTEXT CATALOG [All] WITH ACCENT_SENSITIVITY = OFF AS DEFAULT;',
      "CREATE FULLTEXT STOPLIST [Few];\nALTER FULLTEXT STOPLIST [Few] ADD N'und' LANGUAGE 1031;\nALTER FULLTEXT STOPLIST [Few] ADD N'o''clock' LANGUAGE 1033;",
      "CREATE SEARCH PROPERTY LIST [Told];\nALTER SEARCH PROPERTY LIST [Told] ADD N'Title' WITH (PROPERTY_SET_GUID = 'F29F85E0-4FF9-1068-AB91-08002B27B3D9', PROPERTY_INT_ID = 2, PROPERTY_DESCRIPTION = N'Of it');",
      "CREATE FULLTEXT INDEX ON [Sales].[Order] ([O'No]]te] TYPE COLUMN [Made] LANGUAGE 1033 STATISTICAL_SEMANTICS)\nKEY INDEX [PK__Order__3A] ON ([All], FILEGROUP [Old])\nWITH (CHANGE_TRACKING = OFF, NO POPULATION, STOPLIST = [Few], SEARCH PROPERTY LIST = [Told]);\nALTER FULLTEXT INDEX ON [Sales].[Order] DISABLE;",
    ];
    for (const statement of wanted)
      assert.ok(statements.includes(statement), `${statement}\n${statements.join('\n')}`);
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    assert.ok(at('FULLTEXT CATALOG') < at('CREATE TABLE'));
    assert.ok(at('CREATE TABLE [Sales].[Order]') < at('FULLTEXT INDEX ON'));
    assert.ok(at('CREATE NONCLUSTERED INDEX') < at('FULLTEXT INDEX ON'));
    assert.ok(at('FULLTEXT INDEX ON') < at('VIEW Sales.Total'));
  });

  test('a key that SQL Server named keeps its name where a full-text index needs it', async () => {
    const statements = await scripted(SEARCHED);
    assert.ok(statements.some((statement) => statement.includes('CONSTRAINT [PK__Order__3A] PRIMARY KEY')));
  });

  test('the system’s stoplist, none, and the usual filegroup', async () => {
    const with_ = async (row: object) =>
      (
        await scripted({
          ...SEARCHED,
          'sys.fulltext_indexes': [{ ...INDEX, is_enabled: 1, property_list_id: null, ...row }],
        })
      ).find((statement) => statement.includes('FULLTEXT INDEX ON'));
    const system = await with_({ stoplist_id: 0, change_tracking_state: 'A', data_space_id: 1 });
    assert.match(system ?? '', 'STOPLIST = SYSTEM');
    assert.match(system ?? '', 'CHANGE_TRACKING = AUTO');
    assert.ok(!/DISABLE|PROPERTY LIST/.test(system ?? ''));
    assert.match((await with_({ stoplist_id: null, change_tracking_state: 'M' })) ?? '', 'STOPLIST = OFF');
  });

  test('a tracking that nobody knows is told, and not guessed', async () => {
    const { header } = await captureRows({
      ...SEARCHED,
      'sys.fulltext_indexes': [{ ...INDEX, change_tracking_state: 'Z' }],
    });
    assert.ok(header.omissions.some(({ code }) => code === 'unknown-change-tracking'));
  });
});
