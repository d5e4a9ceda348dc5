// What comes behind the servers: keys before Setup, Setup with the databases that are there, management packs, the report
// server, the cube, and the last look. Sources: "Implement Service Manager disaster recovery", "Back up and restore SSRS
// encryption keys", "Import-SCSMManagementPack" (Microsoft).
import { timeOf } from '../../../connect/ask-server.ts';
import { computerName } from '../../../files/windows-path.ts';
import { SERVICES } from '../../../model/service-manager-services.ts';
import { identifier, text } from '../../../text/quote.ts';
import { found, ownDatabases, timeText } from '../../check/point.ts';
import { accountsOf } from '../../check/points/principals.ts';
import type { Environment } from '../../environment/environment.ts';
import { registeredServers, registrationsOf } from '../../environment/registrations.ts';
import { shellCommand, shellText, sqlCommand } from '../command.ts';
import type { Stage, Step } from '../runbook.ts';

/** The encryption keys, on every management server that is made anew, before Setup. */
export function keyStage(environment: Environment): Stage {
  const { encryptionKeys = [] } = environment.settings;
  const keys = new Map(
    encryptionKeys.map(({ managementServer, file }) => [computerName(managementServer), file]),
  );
  return {
    title: 'Encryption keys, before Setup',
    who: 'An administrator of each management server',
    steps: [
      {
        text: 'Build each lost management server again under its own name, in its domain. Setup comes after the key.',
        isByHand: true,
      },
      ...registeredServers(environment).map((server): Step => {
        const file = keys.get(computerName(server));
        const told = `On ${server} run Tools\\SecureStorageBackup\\SecureStorageBackup.exe of the installation media as administrator and choose Restore the Encryption Key, with the password of the backup.`;
        return file === undefined
          ? { text: told, missing: 'The configuration did not say where its key is.', isByHand: true }
          : {
              text: told,
              items: [`the file: ${file}`],
              expect: 'Secure Storage Key Restore Complete',
              isByHand: true,
            };
      }),
    ],
  };
}

/** Setup, with the databases that are there. */
export function setupStage(environment: Environment): Stage {
  const [first] = environment.profile.readiness?.managementServers ?? [];
  const others = ownDatabases(environment).filter((name) => name !== first);
  const report = environment.profile.readiness?.serviceKey;
  const [reportServer] = report === undefined ? [] : found(environment, report);
  return {
    title: 'Setup',
    who: 'An administrator of each management server',
    steps: [
      ...registrationsOf(environment).flatMap(({ database, server, managementServers }) =>
        managementServers.map((name): Step => {
          const isFirst = database === first;
          return {
            text: `On ${name} run Setup.exe and choose ${isFirst ? 'Service Manager management server' : 'Service Manager data warehouse management server'}; then Use an existing database.`,
            items: [
              `Database server: ${server}`,
              `${isFirst ? 'Database' : 'Staging and Configuration'}: ${database}`,
              'Management group and its administrators: leave what Setup fills in',
              ...(isFirst || reportServer === undefined
                ? []
                : [`Reporting server: ${reportServer.server.name}, under the address that it had before`]),
              ...accounts(environment, isFirst ? [database] : [database, ...others]),
            ],
            isByHand: true,
          };
        }),
      ),
      ...promoteSteps(environment),
      {
        text: 'Install the update rollup that was installed before, on every management server, before anything is imported.',
        isByHand: true,
      },
    ],
  };
}

/** The accounts that Setup asks for, each once. */
function accounts(environment: Environment, databases: readonly string[]): readonly string[] {
  const known = databases.flatMap((database) => accountsOf(environment, database));
  const told = [...new Set(known.map(({ title, name }) => `${title}: ${name}, with its password`))];
  return told.length > 0 ? told : ['Accounts: those that the services had before, with their passwords'];
}

/** One of several management servers that takes the workflows of a lost one. */
function promoteSteps(environment: Environment): readonly Step[] {
  const [registered] = registrationsOf(environment);
  const [, second] = registered?.managementServers ?? [];
  if (registered === undefined || second === undefined) return [];
  return [
    {
      text: `Instead of building the first management server again, another can take its workflows: stop its services, delete its folder Health Service State, then run this, and start its services.`,
      command: sqlCommand(
        registered.server,
        [
          `USE ${identifier(registered.database)};`,
          `EXEC dbo.p_PromoteActiveWorkflowServer ${text(second)};`,
        ],
        'elsewhere',
      ),
    },
  ];
}

/** Management packs that are not sealed. */
export function packStage(environment: Environment, folder: string | undefined): Stage {
  const holder = environment.servers.find(({ packs }) => packs !== undefined);
  const packs = holder?.packs;
  const unsealed = packs?.isKnown ? packs.value.filter(({ isSealed }) => !isSealed) : [];
  const [server] = registeredServers(environment);
  const step: Step =
    packs === undefined || !packs.isKnown
      ? {
          text: 'Import the unsealed management packs that were exported.',
          missing: packs === undefined ? 'No database with management packs was found.' : packs.why,
          isByHand: true,
        }
      : {
          text: 'Look whether these are there, in the console under Administration, Management Packs; they come with the database. Import what is missing or older.',
          items: unsealed.map(
            ({ name, version, lastModified }) =>
              `${name} ${version}, changed ${timeText(timeOf(lastModified))}`,
          ),
          ...(folder === undefined
            ? { missing: 'No folder of exported packs is beside this runbook: regrant packs makes one.' }
            : {
                command: shellCommand(
                  server ?? 'a management server',
                  [
                    `Get-ChildItem ${shellText(folder)} -Filter *.xml | ForEach-Object { Import-SCSMManagementPack -Fullname $_.FullName }`,
                  ],
                  'elsewhere',
                ),
              }),
        };
  return { title: 'Unsealed management packs', who: 'An administrator of Service Manager', steps: [step] };
}

/** The report server and what no script reaches. */
export function reportStage(environment: Environment): Stage | undefined {
  const { profile, settings } = environment;
  const database = profile.readiness?.serviceKey;
  const outside = (profile.outOfReach ?? []).map(
    ({ name, reason }): Step => ({ text: `Restore ${name} with its own tools. ${reason}`, isByHand: true }),
  );
  if (database === undefined && outside.length === 0) return undefined;
  const key: Step = {
    text: 'Restore the encryption key of the report server, with the password of its backup, in Report Server Configuration Manager under Encryption Keys; or so.',
    ...(settings.reportServerKey === undefined
      ? { missing: 'The configuration did not say where its key is.' }
      : {
          command: shellCommand(
            'the report server',
            [`rskeymgmt -a -f ${shellText(settings.reportServerKey)} -p '<type the password here>'`],
            'elsewhere',
          ),
        }),
    isByHand: true,
  };
  return {
    title: 'Report server and cubes',
    who: 'An administrator of the report server',
    steps: [
      ...(database === undefined
        ? []
        : [
            {
              text: `Connect the report server to ${database} in Report Server Configuration Manager; ${database}TempDB is found by its name.`,
              isByHand: true,
            },
            key,
            {
              text: 'See that policies of folders and reports are as they were: they come with the database. Its jobs in SQL Server Agent it makes itself when it starts.',
              isByHand: true,
            },
          ]),
      ...outside,
    ],
  };
}

/** Starting, and the last look. */
export function startStage(environment: Environment): Stage {
  const registered = registeredServers(environment);
  const names = SERVICES.toReversed()
    .map(({ name }) => name)
    .join(', ');
  const warehouse = registrationsOf(environment)[1]?.managementServers[0];
  return {
    title: 'Start, and look',
    who: 'An administrator of Service Manager',
    steps: [
      ...registered.map((server) => ({
        text: `Start the services on ${server}.`,
        command: shellCommand(server, [`Start-Service -Name ${names}`], 'elsewhere'),
      })),
      {
        text: 'Open the console: a work item opens, a new one can be made, a workflow runs, a report opens.',
        isByHand: true,
      },
      ...(warehouse === undefined
        ? []
        : [
            {
              text: 'The jobs of the data warehouse run.',
              command: shellCommand(
                warehouse,
                [`Get-SCDWJob -ComputerName ${shellText(warehouse)} | Format-Table Name, Status, StartTime`],
                'elsewhere' as const,
              ),
              expect: 'No job is Failed; those that are scheduled have run since.',
            },
          ]),
      {
        text: 'Check the environment again, and back everything up.',
        command: shellCommand(
          'any computer with regrant',
          ['regrant check --config regrant.config.json'],
          'here',
        ),
      },
    ],
  };
}
