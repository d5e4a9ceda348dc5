// What a configuration says of the readiness that it wants: ages, files of keys, and what somebody vouches for.

/** The encryption key of a management server, as somebody backed it up. */
export interface KeyBackup {
  /** The management server, by its name. */
  readonly managementServer: string;
  /** The file. */
  readonly file: string;
}

/** Settings of `check`, as used. */
export interface CheckSettings {
  /** Days that a full backup, a snapshot, a script and an export may be old. Default 7. */
  readonly maxAge?: number;
  /** Hours that the last backup of a log may be old. Default 24. */
  readonly maxLogAge?: number;
  /** Days since a backup was verified. Default 35. */
  readonly maxVerifyAge?: number;
  /** Days that the backup of an encryption key may be old. Default 365. */
  readonly maxKeyAge?: number;
  /** Backup files on the computer itself are copied to another one by something that msdb does not know. */
  readonly backupsAreCopied?: boolean;
  /** The backed-up keys of the management servers. */
  readonly encryptionKeys?: readonly KeyBackup[];
  /** The backed-up key of the report server. */
  readonly reportServerKey?: string;
  /** The folder of the last export of management packs. */
  readonly packs?: string;
  /** What somebody vouches for, by the id of the point: why it is well. */
  readonly accepted?: Readonly<Record<string, string>>;
}

/** What holds where nothing is said. */
export const CHECK_DEFAULTS = { maxAge: 7, maxLogAge: 24, maxVerifyAge: 35, maxKeyAge: 365 } as const;

const days = { type: 'number', exclusiveMinimum: 0, maximum: 36_500 } as const;
const text = { type: 'string', minLength: 1 } as const;

/** The JSON Schema of `check` in regrant.config.json. */
export const CHECK_SCHEMA = {
  type: 'object',
  description: 'What check asks of an environment.',
  additionalProperties: false,
  properties: {
    maxAge: {
      ...days,
      description: 'Days that a full backup, a snapshot, a script and an export may be old; 7 by default.',
    },
    maxLogAge: { ...days, description: 'Hours that the last backup of a log may be old; 24 by default.' },
    maxVerifyAge: { ...days, description: 'Days since a backup was verified; 35 by default.' },
    maxKeyAge: {
      ...days,
      description: 'Days that the backup of an encryption key may be old; 365 by default.',
    },
    backupsAreCopied: {
      type: 'boolean',
      description: 'Backup files on the computer itself are copied to another one.',
    },
    encryptionKeys: {
      type: 'array',
      description: 'The file of each management server’s backed-up encryption key; relative to this file.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['managementServer', 'file'],
        properties: { managementServer: text, file: text },
      },
    },
    reportServerKey: { ...text, description: 'The file of the report server’s backed-up encryption key.' },
    packs: { ...text, description: 'The folder of the last export of management packs.' },
    accepted: {
      type: 'object',
      description: 'Points that somebody vouches for: the id of the point, and why.',
      propertyNames: { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
      additionalProperties: text,
    },
  },
} as const;
