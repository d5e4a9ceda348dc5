// Service Broker: every clause of its statements, and what it has of its own.
import { assert, suite } from '../suite.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';

const BROKER = {
  'sys.xml_schema_collections': [{ xml_collection_id: 65_600, schema_id: 1, name: 'Shapes' }],
  'sys.service_message_types': [
    { message_type_id: 14, name: 'DEFAULT', validation: 'N ' },
    { message_type_id: 65_536, name: '//a/Order', validation: 'X ' },
    { message_type_id: 65_537, name: "o'k]", validation: 'X ', xml_collection_id: 65_600 },
    { message_type_id: 65_538, name: 'Empty', validation: 'E ' },
  ],
  'sys.service_contracts': [
    { service_contract_id: 6, name: 'DEFAULT' },
    { service_contract_id: 65_536, name: '//a/Order' },
  ],
  'sys.service_contract_message_usages': [
    { service_contract_id: 65_536, message_type_id: 65_536, is_sent_by_initiator: 1, is_sent_by_target: 0 },
    { service_contract_id: 65_536, message_type_id: 65_538, is_sent_by_initiator: 0, is_sent_by_target: 1 },
    { service_contract_id: 65_536, message_type_id: 14, is_sent_by_initiator: 1, is_sent_by_target: 1 },
  ],
  'sys.objects': [
    { object_id: 10, name: 'Orders', schema_id: 1, type: 'SQ' },
    { object_id: 11, name: 'Plain', schema_id: 1, type: 'SQ' },
  ],
  'sys.service_queues': [
    {
      object_id: 10,
      name: 'Orders',
      schema_id: 1,
      is_activation_enabled: 1,
      is_receive_enabled: 1,
      is_enqueue_enabled: 0,
      is_retention_enabled: 1,
      activation_procedure: '[Shop].[dbo].[Take]',
      max_readers: 5,
      execute_as_principal_id: -2,
      is_poison_message_handling_enabled: 0,
    },
    {
      object_id: 11,
      name: 'Plain',
      schema_id: 1,
      is_receive_enabled: 1,
      is_enqueue_enabled: 1,
      is_poison_message_handling_enabled: 1,
    },
  ],
  'sys.services': [
    { service_id: 65_536, name: '//a/Orders', service_queue_id: 10 },
    { service_id: 65_537, name: 'Asks', service_queue_id: 11 },
  ],
  'sys.service_contract_usages': [{ service_id: 65_536, service_contract_id: 65_536 }],
  'sys.routes': [
    { route_id: 65_536, name: 'AutoCreatedLocal', address: 'LOCAL' },
    {
      route_id: 65_537,
      name: 'There',
      remote_service_name: "//b/O'rders",
      broker_instance: '11111111-2222-3333-4444-555555555555',
      address: 'TCP://b:4022',
      mirror_address: 'TCP://c:4022',
    },
  ],
  'sys.database_principals': [
    { principal_id: 5, name: 'sender', type: 'S', sid: Buffer.from('0102', 'hex') },
  ],
  'sys.remote_service_bindings': [
    {
      remote_service_binding_id: 65_536,
      name: 'Bound',
      remote_service_name: '//b/Orders',
      remote_principal_id: 5,
      is_anonymous_on: 1,
    },
  ],
  'sys.conversation_priorities': [
    { priority_id: 65_536, name: 'High', service_contract_id: 65_536, local_service_id: 65_537, priority: 9 },
  ],
};

suite('definitions of Service Broker', (test) => {
  test('are made in an order that can run, and what SQL Server has of its own is left out', async () => {
    assert.equal(await scripted(BROKER), [
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
