// The JSON Schemas the package publishes, for the build that writes them into dist/schemas.
export { PLAN_SCHEMA } from './apply/plan-schema.ts';
export { OUTPUT_SCHEMAS } from './cli/output-schemas.ts';
export { CONFIG_SCHEMA } from './config/config-schema.ts';
export { PROFILE_SCHEMA } from './select/profile-schema.ts';
export { snapshotSchema } from './snapshot/snapshot-schema.ts';
