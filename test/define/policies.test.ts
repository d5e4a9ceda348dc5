// Security policies, plan guides, event notifications, triggers of the database, settings of its scope.
import { scriptObject } from '../../src/export/script-objects.ts';
import type { DefinitionFact } from '../../src/model/fact.ts';
import { assert, suite } from '../suite.ts';
import { TRIGGER, WATCHED } from './examples/every-type.ts';
import { captureRows, DATABASE } from './rows.ts';
import { scripted } from './scripted.ts';

suite('definitions of what watches over objects', (test) => {
  const statements = scripted(WATCHED);

  test('security policies with every predicate, behind the functions that they call', async () => {
    const found = await statements;
    const policy = [
      'CREATE SECURITY POLICY [Sales].[Own]',
      'ADD BLOCK PREDICATE [dbo].[Rate]([Id]) ON [Sales].[Order] BEFORE UPDATE,',
      'ADD FILTER PREDICATE [dbo].[Rate]([Id]) ON [Sales].[Order]',
      'WITH (STATE = OFF, SCHEMABINDING = OFF) NOT FOR REPLICATION;',
    ].join('\n');
    assert.ok(found.includes(policy), found.join('\n'));
    assert.ok(found.indexOf(policy) > found.findIndex((one) => one.includes('FUNCTION Rate')));
  });

  test('plan guides byte for byte, disabled at the end', async () => {
    const found = await statements;
    for (const statement of [
      "EXEC sys.sp_create_plan_guide @name = N'G''1', @stmt = N'SELECT 1\r\nFROM t WHERE a = ''x''', @type = N'OBJECT', @module_or_batch = N'[Sales].[AddOrder]', @params = NULL, @hints = N'OPTION (MAXDOP 1)';",
      "EXEC sys.sp_create_plan_guide @name = N'G2', @stmt = N'SELECT @a', @type = N'SQL', @module_or_batch = N'SELECT @a; ', @params = N'@a int', @hints = NULL;",
      "EXEC sys.sp_control_plan_guide @operation = N'DISABLE', @name = N'G''1';",
    ])
      assert.ok(found.includes(statement), `${statement}\n${found.join('\n')}`);
  });

  test('event notifications with the groups that their events came with', async () => {
    const found = await statements;
    for (const statement of [
      "CREATE EVENT NOTIFICATION [N1] ON DATABASE FOR DDL_TABLE_EVENTS TO SERVICE N'S', N'current database';",
      "CREATE EVENT NOTIFICATION [N2] ON QUEUE [dbo].[Told] FOR QUEUE_ACTIVATION TO SERVICE N'S''2', N'current database';",
    ])
      assert.ok(found.includes(statement), `${statement}\n${found.join('\n')}`);
  });

  test('a trigger of the database comes last, under its present name, first in its order, and disabled', async () => {
    assert.equal((await statements).slice(-3), [
      'CREATE TRIGGER [Guard] ON DATABASE FOR DROP_TABLE AS PRINT 1',
      "EXEC sys.sp_settriggerorder @triggername = N'[Guard]', @order = 'First', @stmttype = 'DROP_TABLE', @namespace = 'DATABASE';",
      'DISABLE TRIGGER [Guard] ON DATABASE;',
    ]);
  });

  test('a text that is on all of the server is no trigger of a database', () => {
    for (const on of ['ALL SERVER', '[DATABASE]', 'dbo.t']) {
      const fact: DefinitionFact = {
        kind: 'definition',
        database: 'D',
        type: 'database-trigger',
        name: 'Guard',
        body: { definition: TRIGGER.replace('DATABASE', on) },
      };
      assert.throws(() => scriptObject(fact), /does not begin with CREATE TRIGGER/);
    }
  });

  test('a notification that goes to the broker of its own database goes to that of whichever it is made in', async () => {
    const told = async (broker_instance: string) =>
      (
        await scripted({
          'sys.event_notifications': [
            { object_id: 40, name: 'N', parent_class: 0, service_name: 'S', broker_instance },
          ],
          'sys.events': [{ object_id: 40, type_desc: 'CREATE_TABLE', is_trigger_event: 0 }],
        })
      ).at(-1) ?? '';
    const { facts } = await captureRows({});
    const own = facts.flatMap((fact) =>
      fact.kind === 'database' && fact.name === DATABASE ? [fact.brokerId] : [],
    );
    assert.match(await told(own[0]?.toLowerCase() ?? ''), "N'current database';");
    const other = '11111111-2222-3333-4444-555555555555';
    assert.match(await told(other), `N'${other}';`);
  });

  test('settings of the scope that are not as everywhere, in the words that each takes', async () => {
    assert.equal((await statements).filter((one) => !one.startsWith('CREATE SCHEMA')).slice(0, 3), [
      'ALTER DATABASE SCOPED CONFIGURATION SET ELEVATE_ONLINE = WHEN_SUPPORTED;',
      'ALTER DATABASE SCOPED CONFIGURATION SET LEGACY_CARDINALITY_ESTIMATION = ON;',
      'ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 4;\nALTER DATABASE SCOPED CONFIGURATION FOR SECONDARY SET MAXDOP = 0;',
    ]);
  });

  test('a setting that nobody knows is named, and not guessed', async () => {
    const snapshot = await captureRows({
      'sys.database_scoped_configurations': [
        { configuration_id: 99, name: 'NEW_THING', value: 1, is_value_default: 0 },
      ],
    });
    const [fact] = snapshot.facts.filter(({ kind }) => kind === 'definition');
    assert.equal(scriptObject(fact as DefinitionFact), []);
  });

  test('what nobody knows of policies and plan guides is told', async () => {
    const { header } = await captureRows({
      ...WATCHED,
      'sys.security_predicates': [
        {
          ...WATCHED['sys.security_predicates'][0],
          predicate_type: 7,
        } as (typeof WATCHED)['sys.security_predicates'][number],
      ],
      'sys.plan_guides': [{ ...WATCHED['sys.plan_guides'][1], scope_type: 9 }],
    });
    assert.equal(header.omissions.map(({ code }) => code).sort(), [
      'unknown-plan-guide',
      'unknown-predicate',
    ]);
  });
});
