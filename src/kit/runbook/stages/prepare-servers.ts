// What comes before any restore: who and what is needed, what is stopped, and servers that are again what they were.
// Sources: "Implement Service Manager disaster recovery", "Stop and start Service Manager services" (Microsoft).
import { SERVICES } from '../../../model/service-manager-services.ts';
import type { Environment } from '../../environment/environment.ts';
import { registeredServers } from '../../environment/registrations.ts';
import { shellCommand, sqlCommand } from '../command.ts';
import type { Stage, Step } from '../runbook.ts';
import type { RunbookServer } from '../runbook-server.ts';
import { databasesOn } from './databases-on.ts';

/** Who and what is needed. */
export function gatherStage(environment: Environment, servers: readonly RunbookServer[]): Stage {
  const secrets = servers.flatMap(({ name, secrets: own }) => own.map((secret) => `${name}: ${secret}`));
  const files = servers.flatMap(({ files: { script, snapshot } }) =>
    [script, snapshot].filter((file) => file !== undefined),
  );
  const steps: Step[] = [
    {
      text: 'Decide what is lost. A stage for a server or a management server that still works is skipped; the stages stay in this order.',
    },
    { text: 'Have these files at hand, from this folder.', items: files },
    {
      text: 'Have these people at hand: an administrator of Windows for each computer below, a sysadmin for each SQL Server, an administrator of Service Manager.',
    },
    ...(secrets.length === 0
      ? []
      : [
          {
            text: 'Look up these passwords: no server gives them away, and they are typed into the scripts.',
            items: secrets,
            isByHand: true,
          },
        ]),
    {
      text: 'Look up the passwords of the service accounts, and those with which the encryption keys were backed up.',
      isByHand: true,
    },
    ...servers
      .filter(({ omissions }) => omissions.length > 0)
      .map(({ name, omissions }) => ({
        text: `The snapshot of ${name} is incomplete, and its script restores less than there was.`,
        missing: omissions.join(' '),
      })),
    ...environment.servers
      .filter(({ live }) => !live.isKnown)
      .map(({ name, live }) => ({
        text: `${name} could not be read when this was written, and is not in this runbook.`,
        missing: live.isKnown ? '' : live.why,
      })),
  ];
  return { title: 'Gather', who: 'Whoever leads the restore', steps };
}

/** What uses the databases is stopped. */
export function stopStage(environment: Environment): Stage {
  const registered = registeredServers(environment);
  const names = SERVICES.map(({ name }) => name).join(', ');
  return {
    title: 'Stop what uses the databases',
    who: 'An administrator of each management server',
    steps: [
      ...registered.map((server) => ({
        text: `On ${server}, unless it is lost: ${SERVICES.map(({ title }) => title).join(', ')}.`,
        command: shellCommand(server, [`Stop-Service -Name ${names} -Force`], 'elsewhere'),
      })),
      ...(registered.length === 0
        ? [
            {
              text: `On every management server that is left, stop ${SERVICES.map(({ title }) => title).join(', ')}.`,
              missing: 'The databases did not say which management servers there are.',
            },
          ]
        : []),
      { text: 'Stop the report server, and close every console of Service Manager.', isByHand: true },
    ],
  };
}

/** A SQL Server that is again what it was. */
export function serverStage(environment: Environment, server: RunbookServer): Stage {
  const { fact, name, facts } = server;
  const hasSqlLogins = facts.of('login').some(({ type }) => type === 'S');
  return {
    title: `The SQL Server ${name}`,
    who: `An administrator of ${fact.machineName}`,
    steps: [
      {
        text: `Build the computer ${fact.machineName} again under that name, in its domain, and install SQL Server on it, unless it still works.`,
        items: [
          `instance: ${fact.instanceName ?? 'the default instance (MSSQLSERVER)'}`,
          `release: ${fact.productVersion} or a later update of it; ${fact.edition}`,
          `collation: ${fact.collation}`,
          `authentication: ${fact.isWindowsOnly === true ? 'Windows' : `Windows and SQL Server${hasSqlLogins ? ', which its SQL logins need' : ''}`}`,
          `databases that come here: ${databasesOn(environment, server).join(', ')}`,
        ],
        isByHand: true,
      },
      {
        text: 'See that it is.',
        command: sqlCommand(
          name,
          [
            "SELECT @@SERVERNAME AS name, SERVERPROPERTY('ProductVersion') AS version, SERVERPROPERTY('Collation') AS collation;",
          ],
          'here',
        ),
        expect: `${name}, ${fact.productVersion.split('.')[0]}.…, ${fact.collation}`,
      },
    ],
  };
}
