// The security of a server: its script, what comes beside it, and how to see that it is again as it was.
import { PLACEHOLDER } from '../../../model/script-protocol.ts';
import { identifier, text } from '../../../text/quote.ts';
import type { Environment } from '../../environment/environment.ts';
import { shellCommand, shellText, sqlCommand } from '../command.ts';
import type { Stage, Step } from '../runbook.ts';
import type { RunbookServer } from '../runbook-server.ts';
import { databasesOn } from './databases-on.ts';

/** The restore of the security of one server. */
export function securityStage(environment: Environment, server: RunbookServer): Stage {
  return {
    title: `Restore the security of ${server.name}`,
    who: `A sysadmin of ${server.name}`,
    steps: [
      ...scriptSteps(server),
      ...masterKeySteps(environment, server),
      ...verifySteps(environment, server),
    ],
  };
}

function scriptSteps(server: RunbookServer): readonly Step[] {
  const { name, files, secrets, needs, notes } = server;
  const { script } = files;
  if (script === undefined)
    return [
      {
        text: 'Run its restore script.',
        missing: 'There is none beside this runbook: make one of its snapshot with regrant script.',
      },
    ];
  return [
    ...(needs.length === 0
      ? []
      : [
          {
            text: 'Make what neither the script nor a backup brings, before it or later; then run it again.',
            items: needs,
            isByHand: true,
          },
        ]),
    ...(secrets.length === 0
      ? []
      : [
          {
            text: `Open ${script} and type the passwords at its top, where it says ${PLACEHOLDER}. What came with a database from its backup needs none.`,
            items: secrets,
            isByHand: true,
          },
        ]),
    {
      text: 'Look first what it would do. Nothing is written.',
      command: shellCommand(
        'any computer with regrant',
        [`regrant apply ${shellText(script)} --server ${shellText(name)} ${signOn(server)}`],
        'here',
      ),
    },
    {
      text: 'Run it, with one of these: regrant, or sqlcmd where nothing is installed, or SSMS with SQLCMD mode off.',
      command: shellCommand(
        'any computer with regrant',
        [`regrant apply ${shellText(script)} --server ${shellText(name)} ${signOn(server)} --execute`],
        'here',
      ),
      expect: 'It tells what failed at its end, a block for each cause; it can be run again.',
    },
    {
      text: 'The same with sqlcmd.',
      command: shellCommand(
        name,
        [`sqlcmd -S ${shellText(name)} -E -C -b -W -x -f 65001 -i ${shellText(script)}`],
        'elsewhere',
      ),
    },
    ...(notes.length === 0 ? [] : [{ text: 'Know of this, and do by hand what it asks for.', items: notes }]),
  ];
}

/** How a sysadmin signs in to a server that was built again: where only Windows accounts may, as who runs the command. */
function signOn({ fact }: RunbookServer): string {
  return fact.isWindowsOnly === true ? '--via sqlcmd' : '--user sa';
}

/** Master keys that the service master key of the new server does not open. */
function masterKeySteps(environment: Environment, server: RunbookServer): readonly Step[] {
  if (!server.backups.isKnown) return [];
  const own = new Set(databasesOn(environment, server));
  const databases = server.backups.value.databases.filter(
    ({ name, hasMasterKey }) => hasMasterKey && own.has(name),
  );
  return databases.map(({ name }) => ({
    text: `The master key of ${name} was opened by the service master key of the old server. Type its password here, so that that of the new one opens it.`,
    command: sqlCommand(
      server.name,
      [
        `USE ${identifier(name)};`,
        "OPEN MASTER KEY DECRYPTION BY PASSWORD = N'<type the password here>';",
        'ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;',
      ],
      'elsewhere',
    ),
    isByHand: true,
  }));
}

function verifySteps(environment: Environment, server: RunbookServer): readonly Step[] {
  const { name, files, facts } = server;
  const databases = databasesOn(environment, server);
  const list = databases.map((database) => text(database)).join(', ');
  const broker = databases.filter((database) => facts.named('database', database)?.isBrokerEnabled);
  const clr = facts.named('configuration', 'clr enabled');
  return [
    {
      text: 'See that owners and Service Broker are as they were.',
      command: sqlCommand(
        name,
        [
          `SELECT name, SUSER_SNAME(owner_sid) AS owner, is_broker_enabled, is_trustworthy_on FROM sys.databases WHERE name IN (${list});`,
        ],
        'here',
      ),
      expect: databases
        .map(
          (database) =>
            `${database}: ${facts.named('database', database)?.owner ?? 'no owner'}${broker.includes(database) ? ', broker on' : ''}`,
        )
        .join('; '),
    },
    {
      text: 'See that CLR is as it was.',
      command: sqlCommand(
        name,
        ["SELECT value_in_use FROM sys.configurations WHERE name = N'clr enabled';"],
        'here',
      ),
      expect: String(clr?.valueInUse ?? 0),
    },
    ...(files.snapshot === undefined
      ? []
      : [
          {
            text: 'Hold the whole server against its snapshot.',
            command: shellCommand(
              'any computer with regrant',
              [`regrant verify ${shellText(files.snapshot)} --server ${shellText(name)} ${signOn(server)}`],
              'here' as const,
            ),
            expect: 'What it tells as a difference has its reason beside it, or is to be seen to.',
          },
        ]),
  ];
}
