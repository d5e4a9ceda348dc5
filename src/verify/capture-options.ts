// How a snapshot was captured, read off its header, so that a server can be captured again in the same way.

import type { CaptureOptions } from '../capture/options.ts';
import { defined } from '../model/defined.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Profile } from '../select/profile.ts';
import type { Selection } from '../select/selection.ts';
import { mapSelection } from './map-selection.ts';

/** The selection under its new names, the profile and the kind of passwords of a snapshot, as options of a capture. */
export function captureOptionsOf(
  { header }: Snapshot,
  fingerprintKey?: string | Uint8Array,
  mapping: PrincipalMapping = {},
): Pick<CaptureOptions, 'selection' | 'profile' | 'definitions' | 'passwords' | 'fingerprintKey'> {
  const { profile, ...selection } = (header.selection ?? {}) as Selection & { readonly profile?: Profile };
  const canFingerprint = header.passwords === 'fingerprints' && fingerprintKey !== undefined;
  return {
    ...defined({ profile, definitions: header.definitions }),
    ...(Object.keys(selection).length === 0 ? {} : { selection: mapSelection(selection, mapping) }),
    passwords: header.passwords === 'fingerprints' && !canFingerprint ? 'none' : header.passwords,
    ...(canFingerprint ? { fingerprintKey } : {}),
  };
}
