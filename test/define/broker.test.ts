// Service Broker: every clause of its statements, and what it has of its own.
import { assert, suite } from '../suite.ts';
import { BROKER, BROKER_SETTINGS } from './examples/every-type.ts';
import { captureRows } from './rows.ts';
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
