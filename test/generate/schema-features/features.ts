// What a made up schema may have besides plain tables and modules: a maker for each kind of object or clause, with the
// release that it came with. Every maker's names are its own, so that any of them go together.
import type { SqlVersion } from '../../../src/model/catalog/version.ts';
import type { FeaturePlace } from './feature-place.ts';
import { functions, indexedView, oldModules, policy, triggers } from './of-modules.ts';
import { broker, fullText, properties, sequence, types } from './of-others.ts';
import {
  circle,
  columnstore,
  filteredColumnstore,
  inMemory,
  keys,
  masks,
  ownDefaults,
  partitions,
  statistics,
  temporal,
} from './of-tables.ts';

interface Feature {
  readonly since: SqlVersion;
  readonly make: (place: FeaturePlace) => readonly string[];
}

/** Every maker. */
export const FEATURES: readonly Feature[] = [
  { since: 2012, make: sequence },
  { since: 2012, make: types },
  { since: 2012, make: functions },
  { since: 2012, make: partitions },
  { since: 2012, make: keys },
  { since: 2012, make: indexedView },
  { since: 2012, make: statistics },
  { since: 2012, make: triggers },
  { since: 2012, make: properties },
  { since: 2012, make: broker },
  { since: 2012, make: fullText },
  { since: 2012, make: oldModules },
  { since: 2012, make: ownDefaults },
  { since: 2012, make: circle },
  { since: 2014, make: inMemory },
  { since: 2014, make: columnstore },
  { since: 2016, make: temporal },
  { since: 2016, make: filteredColumnstore },
  { since: 2016, make: masks },
  { since: 2016, make: policy },
];
