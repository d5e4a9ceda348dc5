// Keys of encrypted columns, options of tables, signatures, classifications, change tracking, procedures of several
// numbers: every clause of their statements.
import { planScript } from '../../src/plan/plan-script.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { MARKED } from './examples/marked-rows.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';

const WANTED = [
  "CREATE COLUMN MASTER KEY [Z]]1] WITH (KEY_STORE_PROVIDER_NAME = N'MSSQL_CERTIFICATE_STORE', KEY_PATH = N'CurrentUser/My/o''k', ENCLAVE_COMPUTATIONS (SIGNATURE = 0x0A0B));",
  "CREATE COLUMN MASTER KEY [Z2] WITH (KEY_STORE_PROVIDER_NAME = N'AZURE_KEY_VAULT', KEY_PATH = N'https://v/k');",
  "CREATE COLUMN ENCRYPTION KEY [A1] WITH VALUES (COLUMN_MASTER_KEY = [Z2], ALGORITHM = N'RSA_OAEP', ENCRYPTED_VALUE = 0x02), (COLUMN_MASTER_KEY = [Z]]1], ALGORITHM = N'RSA_OAEP', ENCRYPTED_VALUE = 0x01);",
  'ALTER TABLE [dbo].[T] ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = ON);',
  "ADD SENSITIVITY CLASSIFICATION TO [dbo].[T].[a]]b] WITH (LABEL = N'Con''f', LABEL_ID = N'l-1', INFORMATION_TYPE = N'Contact', INFORMATION_TYPE_ID = N'i-1', RANK = HIGH);",
  "ADD SENSITIVITY CLASSIFICATION TO [dbo].[T].[n] WITH (INFORMATION_TYPE = N'Other');",
  'CREATE PROC [dbo].[P];1 AS SELECT "x"',
  'CREATE PROC [dbo].[P];2 AS SELECT "y"',
  "EXEC sys.sp_procoption @ProcName = N'[dbo].[P]', @OptionName = 'startup', @OptionValue = 'on';",
  'CREATE PROC Copies FOR REPLICATION AS RETURN',
  'ADD SIGNATURE TO OBJECT::[dbo].[P] BY CERTIFICATE [Sig]]n] WITH SIGNATURE = 0x5101;',
  'ADD COUNTER SIGNATURE TO OBJECT::[dbo].[OnT] BY ASYMMETRIC KEY [Asym] WITH SIGNATURE = 0x5102;',
  'ADD SIGNATURE TO ASSEMBLY::[Asm] BY CERTIFICATE [Sig]]n] WITH SIGNATURE = 0x5103;',
];

const TABLE = [
  "COLLATE Latin1_General_BIN2 ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = [A1], ENCRYPTION_TYPE = DETERMINISTIC, ALGORITHM = N'AEAD_AES_256_CBC_HMAC_SHA_256')",
  "EXEC sys.sp_tableoption @TableNamePattern = N'[dbo].[T]', @OptionName = 'text in row', @OptionValue = '256';",
  "EXEC sys.sp_tableoption @TableNamePattern = N'[dbo].[T]', @OptionName = 'large value types out of row', @OptionValue = '1';",
  "EXEC sys.sp_tableoption @TableNamePattern = N'[dbo].[T]', @OptionName = 'table lock on bulk load', @OptionValue = 'ON';",
];

const without = (...views: string[]): TableRows => ({
  ...MARKED,
  ...Object.fromEntries(views.map((view) => [view, []])),
});

suite('definitions of keys of columns, signatures, classifications and tracked changes', (test) => {
  test('have every clause', async () => {
    const statements = await scripted(MARKED);
    for (const statement of WANTED)
      assert.ok(
        statements.some((one) => one.endsWith(statement)),
        `${statement}\n--\n${statements.join('\n')}`,
      );
    const table = statements.find((one) => one.startsWith('CREATE TABLE')) ?? '';
    for (const clause of TABLE) assert.match(table, clause);
  });

  test('a master key stands before what it encrypts, numbers in their order', async () => {
    const statements = await scripted(MARKED);
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    assert.ok(at('MASTER KEY [Z2]') < at('CREATE COLUMN ENCRYPTION KEY'));
    assert.ok(at('MASTER KEY [Z]]1]') < at('CREATE COLUMN ENCRYPTION KEY'));
    assert.ok(at('CREATE COLUMN ENCRYPTION KEY') < at('CREATE TABLE'));
    assert.ok(at('CREATE TABLE') < at('ENABLE CHANGE_TRACKING'));
    assert.ok(at('[P];1') < at('[P];2'));
  });

  test('a script says what a signature needs, and which number is encrypted', async () => {
    const { notes } = planScript(await captureRows(MARKED), { definitions: true });
    const told = notes.map(({ code, note }) => `${code}: ${note}`);
    assert.ok(
      told.some((line) => /signature-needs-key: .*certificate \[Sig\]\]n\]/.test(line)),
      told.join('\n'),
    );
    assert.ok(
      told.some((line) => /encrypted-module: .*Number 3/.test(line)),
      told.join('\n'),
    );
  });

  test('what cannot be read is told, and not guessed', async () => {
    const hasFact = async (rows: TableRows, part: string) => {
      const { omissions } = (await captureRows(rows)).header;
      assert.ok(
        omissions.some(({ fact }) => fact.includes(part)),
        part,
      );
    };
    await hasFact(without('sys.column_master_keys'), 'column encryption key A1');
    await hasFact(without('sys.certificates'), 'signature of P');
  });
});
