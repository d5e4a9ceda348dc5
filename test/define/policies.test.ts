// Security policies, plan guides, event notifications, triggers of the database, settings of its scope.
import { scriptObject } from '../../src/export/script-objects.ts';
import type { DefinitionFact } from '../../src/model/fact.ts';
import { assert, suite } from '../suite.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';
import { SHOP } from './shop.ts';

const TRIGGER = 'CREATE TRIGGER Old ON DATABASE FOR DROP_TABLE AS PRINT 1';

const WATCHED = {
  ...SHOP,
  'sys.objects': [
    ...SHOP['sys.objects'],
    { object_id: 30, name: 'Own', schema_id: 5, type: 'SP' },
    { object_id: 31, name: 'Told', schema_id: 1, type: 'SQ' },
  ],
  'sys.security_policies': [
    {
      object_id: 30,
      name: 'Own',
      schema_id: 5,
      type: 'SP',
      is_enabled: 0,
      is_schema_bound: 0,
      is_not_for_replication: 1,
    },
  ],
  'sys.security_predicates': [
    {
      object_id: 30,
      security_predicate_id: 1,
      target_object_id: 10,
      predicate_definition: '([dbo].[Rate]([Id]))',
      predicate_type: 0,
    },
    {
      object_id: 30,
      security_predicate_id: 2,
      target_object_id: 10,
      predicate_definition: '([dbo].[Rate]([Id]))',
      predicate_type: 1,
      operation: 3,
    },
  ],
  'sys.plan_guides': [
    {
      plan_guide_id: 1,
      name: "G'1",
      is_disabled: 1,
      query_text: "SELECT 1\r\nFROM t WHERE a = 'x'",
      scope_type: 1,
      scope_object_id: 13,
      hints: 'OPTION (MAXDOP 1)',
    },
    {
      plan_guide_id: 2,
      name: 'G2',
      is_disabled: 0,
      query_text: 'SELECT @a',
      scope_type: 2,
      scope_batch: 'SELECT @a; ',
      parameters: '@a int',
    },
  ],
  'sys.service_queues': [
    { object_id: 31, name: 'Told', schema_id: 1, is_receive_enabled: 1, is_enqueue_enabled: 1 },
  ],
  'sys.event_notifications': [
    {
      object_id: 40,
      name: 'N1',
      parent_class: 0,
      parent_id: 0,
      service_name: 'S',
      broker_instance: 'current database',
    },
    { object_id: 41, name: 'N2', parent_class: 1, parent_id: 31, service_name: "S'2" },
  ],
  'sys.events': [
    {
      object_id: 40,
      type: 21,
      type_desc: 'CREATE_TABLE',
      is_trigger_event: 0,
      event_group_type_desc: 'DDL_TABLE_EVENTS',
    },
    {
      object_id: 40,
      type: 22,
      type_desc: 'ALTER_TABLE',
      is_trigger_event: 0,
      event_group_type_desc: 'DDL_TABLE_EVENTS',
    },
    { object_id: 41, type: 1, type_desc: 'QUEUE_ACTIVATION', is_trigger_event: 0 },
  ],
  'sys.triggers': [
    ...SHOP['sys.triggers'],
    { object_id: 50, name: 'Guard', parent_class: 0, parent_id: 0, type: 'TR', is_disabled: 1 },
  ],
  'sys.sql_modules': [
    ...SHOP['sys.sql_modules'],
    { object_id: 50, definition: TRIGGER, uses_ansi_nulls: 1, uses_quoted_identifier: 1 },
  ],
  'sys.trigger_events': [
    ...SHOP['sys.trigger_events'],
    { object_id: 50, type: 23, type_desc: 'DROP_TABLE', is_first: 1, is_last: 0 },
  ],
  'sys.database_scoped_configurations': [
    { configuration_id: 1, name: 'MAXDOP', value: 4, value_for_secondary: 0, is_value_default: 0 },
    { configuration_id: 2, name: 'LEGACY_CARDINALITY_ESTIMATION', value: 1, is_value_default: 0 },
    { configuration_id: 3, name: 'PARAMETER_SNIFFING', value: 1, is_value_default: 1 },
    { configuration_id: 11, name: 'ELEVATE_ONLINE', value: 'WHEN_SUPPORTED', is_value_default: 0 },
  ],
};

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

  test('settings of the scope that are not as everywhere, in the words that each takes', async () => {
    assert.equal((await statements).slice(0, 3), [
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
