// Service Broker: every clause of its statements, and what it has of its own.
import { captureServer } from '../../src/capture/capture-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { BROKER, BROKER_SETTINGS } from './examples/every-type.ts';
import { captureRows, definitionsIn } from './rows.ts';
import { scripted } from './scripted.ts';

suite('definitions of Service Broker', (test) => {
  test('are made in an order that can run, and what SQL Server has of its own is left out', async () => {
    assert.equal(await scripted(BROKER, BROKER_SETTINGS), [
      "CREATE XML SCHEMA COLLECTION [dbo].[Shapes] AS N'<xsd:schema />';",
      'CREATE MESSAGE TYPE [Empty] VALIDATION = EMPTY;',
      "CREATE MESSAGE TYPE [o'k]]] VALIDATION = VALID_XML WITH SCHEMA COLLECTION [dbo].[Shapes];",
      'CREATE MESSAGE TYPE [//a/Order] VALIDATION = WELL_FORMED_XML;',
      'CREATE CONTRACT [//a/Order] ([//a/Order] SENT BY INITIATOR, [DEFAULT] SENT BY ANY, [Empty] SENT BY TARGET);',
      'CREATE QUEUE [dbo].[Orders] WITH STATUS = OFF, RETENTION = ON, POISON_MESSAGE_HANDLING (STATUS = OFF);',
      'CREATE QUEUE [dbo].[Plain] WITH STATUS = ON, RETENTION = OFF, POISON_MESSAGE_HANDLING (STATUS = ON);',
      'CREATE SERVICE [Asks] ON QUEUE [dbo].[Plain];',
      'CREATE SERVICE [//a/Orders] ON QUEUE [dbo].[Orders] ([//a/Order]);',
      "CREATE REMOTE SERVICE BINDING [Bound] TO SERVICE N'//b/Orders' WITH USER = [sender], ANONYMOUS = ON;",
      'CREATE BROKER PRIORITY [High] FOR CONVERSATION SET (CONTRACT_NAME = [//a/Order], LOCAL_SERVICE_NAME = [Asks], REMOTE_SERVICE_NAME = ANY, PRIORITY_LEVEL = 9);',
      "CREATE ROUTE [There] WITH SERVICE_NAME = N'//b/O''rders', BROKER_INSTANCE = N'11111111-2222-3333-4444-555555555555', ADDRESS = N'TCP://b:4022', MIRROR_ADDRESS = N'TCP://c:4022';",
      'ALTER QUEUE [dbo].[Orders] WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = [dbo].[Take], MAX_QUEUE_READERS = 5, EXECUTE AS OWNER);',
    ]);
  });

  test('what Database Mail and the policies of msdb talk by came with SQL Server', async () => {
    const mail = '//www.microsoft.com/databasemail';
    const rows = {
      'sys.objects': [
        { object_id: 1_000_000, name: 'Mine', schema_id: 1, type: 'SQ' },
        { object_id: 1_000_001, name: 'ExternalMailQueue', schema_id: 1, type: 'SQ', is_ms_shipped: 1 },
      ],
      'sys.service_queues': [
        { object_id: 1_000_000, name: 'Mine', is_receive_enabled: 1, is_enqueue_enabled: 1 },
        { object_id: 1_000_001, name: 'ExternalMailQueue', is_ms_shipped: 1 },
      ],
      'sys.service_message_types': [
        { message_type_id: 65_540, name: `{${mail}/messages}SendMail`, validation: 'N ' },
        { message_type_id: 65_541, name: `{${mail}/messages}SendMailStatus`, validation: 'N ' },
        { message_type_id: 65_550, name: 'mine', validation: 'N ' },
      ],
      'sys.service_contracts': [
        { service_contract_id: 65_538, name: `${mail}/contracts/SendMail/v1.0` },
        { service_contract_id: 65_539, name: 'mine' },
      ],
      'sys.service_contract_message_usages': [
        { service_contract_id: 65_538, message_type_id: 65_540, is_sent_by_initiator: 1 },
        { service_contract_id: 65_539, message_type_id: 65_550, is_sent_by_initiator: 1 },
      ],
      'sys.services': [
        { service_id: 65_542, name: 'InternalMailService', service_queue_id: 1_000_001 },
        { service_id: 65_543, name: 'ExternalMailService', service_queue_id: 1_000_001 },
        { service_id: 65_544, name: 'syspolicy_event_listener', service_queue_id: 1_000_000 },
        { service_id: 65_545, name: 'mine', service_queue_id: 1_000_000 },
      ],
    };
    const engine = engineFromTables({ databases: { msdb: rows } });
    const snapshot = await captureServer(engineDriver(engine, 'sa', 'sa'), { definitions: true });
    const own = definitionsIn(snapshot).filter(({ database }) => database === 'msdb');
    assert.equal(own.map(({ type, name }) => `${type} ${name}`).sort(), [
      'contract mine',
      'message-type mine',
      'queue Mine',
      'service mine',
    ]);
  });

  test('a validation that nobody knows is told, and not guessed', async () => {
    const { header } = await captureRows({
      'sys.service_message_types': [{ message_type_id: 65_536, name: 'a', validation: 'Q ' }],
    });
    assert.equal(
      header.omissions.map(({ code }) => code),
      ['unknown-validation'],
    );
  });
});
