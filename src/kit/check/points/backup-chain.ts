// What came after the last full backup: differential backups and backups of the log, and whether they fit together.
import { CHECK_DEFAULTS } from '../../../config/check-settings.ts';
import { numbered } from '../../../model/words/shown.ts';
import { ageText, HOUR, staleness, timeText } from '../point.ts';
import { bad, type Judgement, ok } from '../readiness.ts';
import { type Known, ofBackups, unlessReplica } from './of-backups.ts';

/** What was taken since the full backup can be restored on it, one after the other. */
export const backupChain = ofBackups('backup-chain', 'The chain of backups is whole', (one) =>
  unlessReplica(chainJudgement(one), one.history, one),
);

function chainJudgement({ place, full, history }: Known): Judgement {
  const since = history.backups.filter(
    ({ database, id, isCopyOnly }) => database === place.database && id > full.id && !isCopyOnly,
  );
  const lost = since.find(({ type, baseLsn }) => type === 'I' && baseLsn !== full.checkpointLsn);
  if (lost !== undefined)
    return bad(
      `The differential backup of ${place.database} of ${timeText(lost.finishedAt)} stands on another full backup than the last that msdb knows.`,
      'See what else takes full backups of it and let that use COPY_ONLY; then take a full backup.',
      place,
    );
  const logs = since.filter(({ type }) => type === 'L');
  let reached = full.lastLsn;
  for (const log of logs) {
    if (log.firstLsn > reached)
      return bad(
        `A backup of the log of ${place.database} is missing before that of ${timeText(log.finishedAt)}.`,
        'Take a full or differential backup; see whether the log was backed up elsewhere, or the recovery model was changed.',
        place,
      );
    if (log.lastLsn > reached) reached = log.lastLsn;
  }
  const parts = [
    numbered(since.filter(({ type }) => type === 'I').length, 'differential backup'),
    numbered(logs.length, 'backup of the log', 'backups of the log'),
  ];
  return ok(`The full backup of ${place.database}, ${parts.join(' and ')} since fit together.`, place);
}

/** The recovery model, and that logs are backed up where it asks for it. */
export const recoveryModel = ofBackups(
  'recovery-model',
  'The log is backed up where the recovery model asks for it',
  (one) => {
    const { place, history } = one;
    const state = history.databases.find(({ name }) => name === place.database);
    if (state === undefined) return [];
    return state.recoveryModel === 'SIMPLE'
      ? ok(`${place.database} is in SIMPLE: a restore loses what came after its last backup.`, place)
      : unlessReplica(logJudgement(state.recoveryModel, one), history, one);
  },
);

function logJudgement(model: string, { place, history, environment }: Known): Judgement {
  const limit = environment.settings.maxLogAge ?? CHECK_DEFAULTS.maxLogAge;
  const log = history.backups.findLast(({ database, type }) => database === place.database && type === 'L');
  const remedy = 'Back up the log by a job, or set the recovery model to SIMPLE.';
  if (log === undefined)
    return bad(
      `${place.database} is in ${model}, and its log was not backed up since the last full backup: it only grows.`,
      remedy,
      place,
    );
  const told = `${place.database} is in ${model}; its log was last backed up ${ageText(log.finishedAt, environment.now)}`;
  const stale = staleness(log.finishedAt, environment.now, limit * HOUR, `${limit} hours`);
  return stale === undefined ? ok(`${told}.`, place) : bad(`${told}; ${stale}.`, remedy, place);
}
