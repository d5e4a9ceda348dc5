// What the package offers: every command of the command line as a function, and the types they speak.

export { type CaptureLoginOptions, captureLoginScript } from './advise/capture-login.ts';
export { type ExamineOptions, examineServer } from './advise/examine-server.ts';
export type { Examination, Finding, FindingStep } from './advise/finding.ts';
export { type ApplyLog, openLog } from './apply/apply-log.ts';
export type { ApplyOptions, ApplyProgress, ApplyResult, ScriptChoices } from './apply/apply-options.ts';
export { type ApplyPlanOptions, applyPlan, type PlanForOptions, planFor } from './apply/apply-plan.ts';
export { applyScript } from './apply/apply-script.ts';
export { readPlan, writePlan } from './apply/change-plan-file.ts';
export { EndedEarly, type GoingOn, type Reached } from './apply/ended-early.ts';
export type { Failure as ApplyFailure } from './apply/failure.ts';
export {
  type FactPreview,
  type LockoutPreview,
  type PreviewOptions,
  previewScript,
  type ScriptPreview,
  type SectionPreview,
} from './apply/preview-script.ts';
export { readScriptFile } from './apply/read-script-file.ts';
export { type SavedPlan, type SavedStep, withoutSecretValues } from './apply/saved-plan.ts';
export { type BatchRole, type ScriptBatch, type ScriptFile, splitScript } from './apply/script-batches.ts';
export type { Notice, OwnChoices, ServerIdentity } from './apply/server-checks.ts';
export type { DrillGround } from './apply/server-guard.ts';
export { captureServer } from './capture/capture-server.ts';
export { type DatabaseListing, type ListOptions, listDatabases } from './capture/list-databases.ts';
export type { CaptureOptions, CaptureProgress } from './capture/options.ts';
export { fingerprintKeyId, PASSWORD_MODES, type PasswordMode } from './capture/password-mode.ts';
export { SHELLS, type Shell, shellCompletion } from './cli/shell-completion.ts';
export { type Ask, askForConfig } from './config/ask-for-config.ts';
export type { CheckSettings, KeyBackup } from './config/check-settings.ts';
export type {
  Config,
  WrittenAuthentication,
  WrittenConfig,
  WrittenServer,
  WrittenSettings,
} from './config/config.ts';
export { loadConfig, parseConfig } from './config/load-config.ts';
export { parseRegisteredServers, type RegisteredServers } from './config/registered-servers.ts';
export {
  type ConnectionSettings,
  type LoginMethod,
  parseConnectionString,
} from './connect/connection-settings.ts';
export type {
  BatchPart,
  Driver,
  ResultSet,
  Row,
  RunOptions,
  Select,
  ServerNotice,
  Session,
} from './connect/driver.ts';
export type { OdbcOptions } from './connect/odbc/odbc-attributes.ts';
export { openOdbcDriver } from './connect/odbc/odbc-driver.ts';
export { openDriver, type Way } from './connect/open-driver.ts';
export { passwordVariable, refuseSharedVariables } from './connect/password-variable.ts';
export { resolveTarget, type SecretSources } from './connect/resolve-target.ts';
export { formatServerAddress, parseServerAddress, type ServerAddress } from './connect/server-address.ts';
export { type PasswordSource, readServer, type ServerSettings } from './connect/server-settings.ts';
export type { Authentication, Encryption, ServerTarget, TokenCredential } from './connect/server-target.ts';
export { openSqlcmdDriver, type SqlcmdDriverOptions } from './connect/sqlcmd/sqlcmd-driver.ts';
export type { TediousDriverOptions } from './connect/tedious/driver-options.ts';
export { openTediousDriver } from './connect/tedious/tedious-driver.ts';
export type { Via } from './connect/via.ts';
export type { WireLimits } from './connect/wire/limits.ts';
export type { DefineOptions } from './define/define-options.ts';
export { type OrderedDefinitions, orderDefinitions } from './define/order.ts';
export type { Circle, LaterUse, LaterUses } from './define/parts/circle.ts';
export type { DefinitionSection, Made, MadeKind, ObjectStatement } from './define/statement.ts';
export type {
  Added,
  Caveat,
  Change,
  Changed,
  DiffSummary,
  PropertyChange,
  Removed,
  Side,
  Unknown,
} from './diff/change.ts';
export { diffJson } from './diff/diff-json.ts';
export {
  type DiffOptions,
  type DiffSource,
  diffSnapshots,
  type SnapshotDiff,
} from './diff/diff-snapshots.ts';
export { type DiffTextOptions, diffText } from './diff/diff-text.ts';
export type { RenamedObject } from './diff/renamed-objects.ts';
export {
  type Export,
  type ExportedFile,
  exportDefinitions,
  exportScript,
} from './export/export-definitions.ts';
export { exportFolder, type FolderExport } from './export/export-folder.ts';
export type { ExportOptions } from './export/export-options.ts';
export { type ExportNote, type NotExported, scriptObject } from './export/script-objects.ts';
export { writeExportScript } from './export/write-export-script.ts';
export type { EncodeOptions, Newline, TextEncoding } from './files/encode-text.ts';
export type { ReadTextOptions } from './files/read-text.ts';
export type { RunningProcess } from './files/running-process.ts';
export type { WriteOptions } from './files/write-file-atomically.ts';
export { checkReadiness } from './kit/check/check-readiness.ts';
export type { Judgement, Readiness, ReadinessLine, State } from './kit/check/readiness.ts';
export { readinessPage } from './kit/check/readiness-page.ts';
export { type ReadinessTextOptions, readinessText } from './kit/check/readiness-text.ts';
export type {
  Backup,
  BackupDevice,
  BackupHistory,
  BackupType,
  DatabaseFile,
  DatabaseState,
} from './kit/environment/backup-history.ts';
export type { Environment, ServerReading } from './kit/environment/environment.ts';
export type { FileState } from './kit/environment/file-state.ts';
export type { KeptFiles, KeptScript, KeptSnapshot } from './kit/environment/kept-files.ts';
export {
  type KitServer,
  type ReadEnvironmentOptions,
  readEnvironment,
} from './kit/environment/read-environment.ts';
export type { Reading } from './kit/environment/reading.ts';
export type { LeftKit, OldKits } from './kit/prepare/kit-folder.ts';
export type { KitFile, KitManifest, KitServerRow } from './kit/prepare/manifest.ts';
export { type Kit, type PrepareOptions, prepareKit } from './kit/prepare/prepare-kit.ts';
export type { RunbookFiles } from './kit/runbook/plan-runbook.ts';
export type {
  Command,
  DatabaseRow,
  Runbook,
  RunbookServerRow,
  Stage,
  Step as RunbookStep,
} from './kit/runbook/runbook.ts';
export type { ServerFiles } from './kit/runbook/runbook-server.ts';
export { writeRunbook } from './kit/runbook/write-runbook.ts';
export type { LinkedServerOptionName } from './model/catalog/linked-server-option.ts';
export { OBJECT_KINDS, type ObjectKind, type TypeBranch } from './model/catalog/object-type.ts';
export type { ReleaseNeed } from './model/catalog/release-need.ts';
export type { ClassBranch, SecurableClass } from './model/catalog/securable-class.ts';
export type { Scope } from './model/catalog/securable-class-row.ts';
export { SQL_VERSIONS, type SqlVersion } from './model/catalog/version.ts';
export type { BodyOf, DefinitionType } from './model/definitions/definition-type.ts';
export type { ExtendedProperty, Signature } from './model/definitions/type-shape.ts';
export { type ErrorCode, RegrantError, type RegrantErrorParts } from './model/errors.ts';
export type * from './model/fact.ts';
export type { Shaped } from './model/facts/body-shape.ts';
export type { SsisObjectType, SsisPermission } from './model/facts/ssis-permission.ts';
export type { PropertySchema, PropertyShape } from './model/facts/value-shape.ts';
export { keyOf } from './model/identity.ts';
export type { LeftOut } from './model/left-out.ts';
export type { LimitCode } from './model/limit.ts';
export type { Need, NeedCode } from './model/need.ts';
export type { PrincipalMapping } from './model/rename-principals.ts';
export type {
  Exclusion,
  Note,
  Omission,
  Snapshot,
  SnapshotFooter,
  SnapshotHeader,
} from './model/snapshot.ts';
export { type CaptureScriptOptions, captureScript } from './offline/capture-script.ts';
export { type ImportOptions, importCapture } from './offline/import-capture.ts';
export { exportPacks, type PacksOptions } from './packs/export-packs.ts';
export type { ExportedPack, ManagementPack, PackChange, PacksExport } from './packs/pack.ts';
export { packChanges, readPackList } from './packs/pack-list.ts';
export type { ForeignReason, ForeignStatement } from './parse/foreign/foreign-statement.ts';
export type { Place } from './parse/lex/token.ts';
export type { ScriptSource } from './parse/parse-script.ts';
export { type Diagnostic, type DiagnosticCode, formatDiagnostic } from './parse/tree/diagnostic.ts';
export type { Expectation, ExpectedProperty } from './plan/expectation.ts';
export type { NotScripted, Plan, PlanNote, Section, Statement, Step, StepParts } from './plan/plan.ts';
export { type ChangeOptions, type ChangePlan, isEmptyPlan, planChanges } from './plan/plan-changes.ts';
export type { PlanOptions } from './plan/plan-head.ts';
export { planScript } from './plan/plan-script.ts';
export type { ActionName, Parameters } from './plan/steps/action.ts';
export { ALLOWANCES, type Allowance } from './plan/steps/allowance.ts';
export type { ParameterKind, ValueOf, ValueTypes } from './plan/steps/parameter-kind.ts';
export type { PhaseName, SectionName } from './plan/steps/phase.ts';
export type { UnplannedChange } from './plan/unplanned-change.ts';
export { type Foretold, foretellRunner, foretellSecrets } from './prove/foretell.ts';
export type { Expected, Proof, SecondRun } from './prove/proof.ts';
export { type ProveOptions, proveScript } from './prove/prove-script.ts';
export { proveText } from './prove/prove-text.ts';
export { type ReadScriptOptions, type ReadScriptResult, readScript } from './read/read-script.ts';
export { type DrillOptions, runDrill, type ScratchServer } from './rehearse/run-drill.ts';
export {
  PROVEN_FROM,
  type ProvenScript,
  proveSnapshotScript,
  type ScriptProof,
  writeProvenScript,
} from './rehearse/write-proven-script.ts';
export type { RenderOptions } from './render/render-options.ts';
export { type Script, type ScriptOptions, scriptSnapshot, writeScript } from './render/write-script.ts';
export {
  type OutOfReach,
  type Profile,
  type ProfileCoverage,
  type ProfileDatabase,
  type ProfileRole,
  profileCoverage,
  renameDatabases,
} from './select/profile.ts';
export { SERVICE_MANAGER } from './select/profiles/service-manager.ts';
export { readProfile } from './select/read-profile.ts';
export type {
  AccountRoles,
  ExecutionRole,
  ProfilePoint,
  ProfileReadiness,
  RoleGrants,
} from './select/readiness.ts';
export type { NameFilter, ObjectRule, Selection } from './select/selection.ts';
export type { Failure as ProofFailure, FailureKind } from './simulate/failure.ts';
export type { Assumption } from './simulate/start/assumption.ts';
export type { ProveFrom } from './simulate/start.ts';
export {
  openSnapshot,
  type ReadOptions,
  readSnapshot,
  type SnapshotStream,
} from './snapshot/read-snapshot.ts';
export { serializeSnapshot } from './snapshot/serialize-snapshot.ts';
export { writeSnapshot } from './snapshot/write-snapshot.ts';
export type { SecurableName } from './text/quote.ts';
export { type Drill, drillJson, drillPassed, drillReport, findingsOf } from './verify/drill-report.ts';
export type { Explanation } from './verify/expected-difference.ts';
export { verificationText } from './verify/verification-text.ts';
export {
  type CompareOptions,
  type ExpectedDifference,
  type Verification,
  type VerifyOptions,
  verifyServer,
} from './verify/verify-server.ts';
