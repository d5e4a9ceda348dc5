// SSMS's export of registered servers, and configurations that refer to one.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load-config.ts';
import { parseRegisteredServers } from '../../src/config/registered-servers.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';

interface Entry {
  readonly name: string;
  readonly server: string;
  readonly type?: string;
  readonly connectionString?: string;
}

/** An export as SSMS writes it, with what matters here. */
function exported(entries: readonly Entry[]): string {
  const rs = 'xmlns:RegisteredServers="http://schemas.microsoft.com/sqlserver/RegisteredServers/2007/08"';
  const documents = entries.map(
    ({ name, server, type = 'DatabaseEngine', connectionString = '' }) => `
      <document>
        <docinfo><aliases><alias>/RegisteredServersStore/ServerGroup/DatabaseEngineServerGroup/RegisteredServer/x</alias></aliases></docinfo>
        <data>
          <RegisteredServers:RegisteredServer ${rs} xmlns:sfc="http://schemas.microsoft.com/sqlserver/sfc/serialization/2007/08" xmlns:sml="http://schemas.serviceml.org/sml/2007/02">
            <RegisteredServers:Parent><sfc:Reference sml:ref="true"><sml:Uri>/RegisteredServersStore/ServerGroup/DatabaseEngineServerGroup</sml:Uri></sfc:Reference></RegisteredServers:Parent>
            <RegisteredServers:Name type="string">${name}</RegisteredServers:Name>
            <RegisteredServers:Description type="string" />
            <RegisteredServers:ServerName type="string">${server}</RegisteredServers:ServerName>
            <RegisteredServers:ServerType type="ServerType">${type}</RegisteredServers:ServerType>
            <RegisteredServers:ConnectionStringWithEncryptedPassword type="string">${connectionString}</RegisteredServers:ConnectionStringWithEncryptedPassword>
            <RegisteredServers:CredentialPersistenceType type="CredentialPersistenceType">None</RegisteredServers:CredentialPersistenceType>
          </RegisteredServers:RegisteredServer>
        </data>
      </document>`,
  );
  return `<?xml version="1.0"?>
<model xmlns="http://schemas.serviceml.org/smlif/2007/02">
  <identity><name>urn:uuid:96fe1236-abf6-4a57-b54d-e9baab394fd1</name></identity>
  <xs:bufferSchema xmlns:xs="http://www.w3.org/2001/XMLSchema"><definitions><document><data><xs:schema>
    <xs:element name="RegisteredServer"><xs:complexType /></xs:element>
    <RegisteredServers:bufferData ${rs}><instances>
      <document><data><RegisteredServers:ServerGroup ${rs}>
        <RegisteredServers:RegisteredServers><Collection><Reference>x</Reference></Collection></RegisteredServers:RegisteredServers>
        <RegisteredServers:Name type="string">DR</RegisteredServers:Name>
      </RegisteredServers:ServerGroup></data></document>${documents.join('')}
    </instances></RegisteredServers:bufferData>
  </xs:schema></data></document></definitions></xs:bufferSchema>
</model>`;
}

const ENTRIES: readonly Entry[] = [
  {
    name: 'Service Manager',
    server: 'SMDB01\\SCSM',
    connectionString:
      'data source=SMDB01\\SCSM;integrated security=True;pooling=False;multiple active result sets=False;connect timeout=30;encrypt=True;trust server certificate=False;packet size=4096;command timeout=0',
  },
  {
    name: '0012',
    server: 'DWDB01,1500',
    connectionString:
      'server=DWDB01,1500;uid=reader &amp; writer;password=&quot;AQAAANCMnd8hunter2==&quot;;trustservercertificate=true',
  },
  { name: 'Cube', server: 'CUBE01', type: 'AnalysisServices', connectionString: 'Data Source=CUBE01' },
  { name: 'a&#x5d;b', server: 'RSDB01' },
  {
    name: 'Cloud',
    server: 'x.example',
    connectionString: 'data source=x.example;authentication=ActiveDirectoryInteractive',
  },
];

suite('registered servers', (test) => {
  test('reads database engines, their settings, and no password', () => {
    const { servers, remarks } = parseRegisteredServers(exported(ENTRIES));
    assert.equal(
      servers.map(({ name, address, login }) => ({ name, address, login })),
      [
        {
          name: 'Service Manager',
          address: { host: 'SMDB01', instance: 'SCSM' },
          login: { type: 'integrated' },
        },
        {
          name: '0012',
          address: { host: 'DWDB01', port: 1500 },
          login: { type: 'sql', user: 'reader & writer' },
        },
        { name: 'a]b', address: { host: 'RSDB01' }, login: undefined },
        { name: 'Cloud', address: { host: 'x.example' }, login: undefined },
      ],
    );
    assert.is(servers[1]?.trustServerCertificate, true);
    assert.not.match(JSON.stringify(servers), 'hunter2');
    assert.is(remarks.length, 2);
    assert.match(remarks[0] ?? '', 'Cube');
    assert.match(remarks[1] ?? '', 'Cloud');
  });

  test('refuses broken XML, document types, and what is no address', () => {
    for (const text of [
      '',
      '<a><b></a>',
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      exported([{ name: 'x', server: '' }]),
      '<RegisteredServer><Name>a</Name><Name>b</Name><ServerName>a</ServerName></RegisteredServer>',
      '<RegisteredServer><Name>a</Name><ServerName><x>a</x></ServerName></RegisteredServer>',
      '<__proto__><RegisteredServer><ServerName>a</ServerName></RegisteredServer></__proto__>',
      `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
      '',
    ]) {
      assert.throws(
        () => parseRegisteredServers(text),
        (error: unknown) => error instanceof RegrantError,
      );
    }
  });

  test('come after the servers of a configuration, with its defaults', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'regrant-'));
    try {
      await writeFile(join(folder, 'dr.regsrvr'), exported(ENTRIES));
      const path = join(folder, 'regrant.config.json');
      await writeFile(
        path,
        JSON.stringify({
          defaults: {
            authentication: { type: 'sql', user: 'regrant' },
            trustServerCertificate: true,
            timeouts: { connect: 5 },
          },
          servers: [{ server: 'FIRST' }],
          registeredServers: 'dr.regsrvr',
        }),
      );
      const { servers, remarks } = await loadConfig(path);
      assert.equal(
        servers.map(({ name, login, trustServerCertificate, connectTimeoutMs }) => [
          name,
          login?.type === 'sql' ? login.user : '',
          trustServerCertificate,
          connectTimeoutMs,
        ]),
        [
          ['FIRST', 'regrant', true, 5000],
          ['Service Manager', 'regrant', true, 5000],
          ['0012', 'reader & writer', true, 5000],
          ['a]b', 'regrant', true, 5000],
          ['Cloud', 'regrant', true, 5000],
        ],
      );
      assert.ok(remarks.length >= 2);
      await writeFile(path, '{ "registeredServers": "none.regsrvr" }');
      const error = await loadConfig(path).catch((reason: unknown) => reason);
      assert.is((error as RegrantError).code, 'bad-config');
      assert.match((error as RegrantError).fact, '/registeredServers');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
