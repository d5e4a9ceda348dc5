// What the package offers: every command of the command line as a function, and the types they speak.

export type { CaptureLoginOptions } from './advise/capture-login.ts';
export { captureLoginScript } from './advise/capture-login.ts';
export type { ExamineOptions } from './advise/examine-server.ts';
export { examineServer } from './advise/examine-server.ts';
export type { Examination, Finding, FindingStep } from './advise/finding.ts';
export type { ApplyLog } from './apply/apply-log.ts';
export { openLog } from './apply/apply-log.ts';
export type { ApplyOptions, ApplyProgress, ApplyResult, ScriptChoices } from './apply/apply-options.ts';
export type { ApplyPlanOptions, PlanForOptions } from './apply/apply-plan.ts';
export { applyPlan, planFor } from './apply/apply-plan.ts';
export { applyScript } from './apply/apply-script.ts';
export { readPlan, writePlan } from './apply/change-plan-file.ts';
export type { GoingOn, Reached } from './apply/ended-early.ts';
export { EndedEarly } from './apply/ended-early.ts';
export type { Failure as ApplyFailure } from './apply/failure.ts';
export type {
  FactPreview,
  LockoutPreview,
  PreviewOptions,
  ScriptPreview,
  SectionPreview,
} from './apply/preview-script.ts';
export { previewScript } from './apply/preview-script.ts';
export { readScriptFile } from './apply/read-script-file.ts';
export type { SavedPlan, SavedStep } from './apply/saved-plan.ts';
export { withoutSecretValues } from './apply/saved-plan.ts';
export type { BatchRole, ScriptBatch, ScriptFile } from './apply/script-batches.ts';
export { splitScript } from './apply/script-batches.ts';
export type { Notice, OwnChoices, ServerIdentity } from './apply/server-checks.ts';
export type { DrillGround } from './apply/server-guard.ts';
export { captureServer } from './capture/capture-server.ts';
export type { DatabaseListing, ListOptions } from './capture/list-databases.ts';
export { listDatabases } from './capture/list-databases.ts';
export type { CaptureOptions, CaptureProgress } from './capture/options.ts';
export type { PasswordMode } from './capture/password-mode.ts';
export { fingerprintKeyId, PASSWORD_MODES } from './capture/password-mode.ts';
export type { Shell } from './cli/shell-completion.ts';
export { SHELLS, shellCompletion } from './cli/shell-completion.ts';
export type { Ask } from './config/ask-for-config.ts';
export { askForConfig } from './config/ask-for-config.ts';
export type { CheckSettings, KeyBackup } from './config/check-settings.ts';
export type {
  Config,
  WrittenAuthentication,
  WrittenConfig,
  WrittenServer,
  WrittenSettings,
} from './config/config.ts';
export { loadConfig, parseConfig } from './config/load-config.ts';
export type { RegisteredServers } from './config/registered-servers.ts';
export { parseRegisteredServers } from './config/registered-servers.ts';
export type { ConnectionSettings, LoginMethod } from './connect/connection-settings.ts';
export { parseConnectionString } from './connect/connection-settings.ts';
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
export type { Way } from './connect/open-driver.ts';
export { openDriver } from './connect/open-driver.ts';
export { passwordVariable, refuseSharedVariables } from './connect/password-variable.ts';
export type { SecretSources } from './connect/resolve-target.ts';
export { resolveTarget } from './connect/resolve-target.ts';
export type { ServerAddress } from './connect/server-address.ts';
export { formatServerAddress, parseServerAddress } from './connect/server-address.ts';
export type { PasswordSource, ServerSettings } from './connect/server-settings.ts';
export { readServer } from './connect/server-settings.ts';
export type { Authentication, Encryption, ServerTarget, TokenCredential } from './connect/server-target.ts';
export type { SqlcmdDriverOptions } from './connect/sqlcmd/sqlcmd-driver.ts';
export { openSqlcmdDriver } from './connect/sqlcmd/sqlcmd-driver.ts';
export type { TediousDriverOptions } from './connect/tedious/driver-options.ts';
export { openTediousDriver } from './connect/tedious/tedious-driver.ts';
export type { Via } from './connect/via.ts';
export type { WireLimits } from './connect/wire/limits.ts';
export type { DefineOptions } from './define/define-options.ts';
export type { OrderedDefinitions } from './define/order.ts';
export { orderDefinitions } from './define/order.ts';
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
export type { DiffOptions, DiffSource, SnapshotDiff } from './diff/diff-snapshots.ts';
export { diffSnapshots } from './diff/diff-snapshots.ts';
export type { DiffTextOptions } from './diff/diff-text.ts';
export { diffText } from './diff/diff-text.ts';
export type { RenamedObject } from './diff/renamed-objects.ts';
export type { Export, ExportedFile } from './export/export-definitions.ts';
export { exportDefinitions, exportScript } from './export/export-definitions.ts';
export type { FolderExport } from './export/export-folder.ts';
export { exportFolder } from './export/export-folder.ts';
export type { ExportOptions } from './export/export-options.ts';
export type { ExportNote, NotExported } from './export/script-objects.ts';
export { scriptObject } from './export/script-objects.ts';
export { writeExportScript } from './export/write-export-script.ts';
export type { EncodeOptions, Newline, TextEncoding } from './files/encode-text.ts';
export type { ReadTextOptions } from './files/read-text.ts';
export type { RunningProcess } from './files/running-process.ts';
export type { WriteOptions } from './files/write-file-atomically.ts';
export { checkReadiness } from './kit/check/check-readiness.ts';
export type { Judgement, Readiness, ReadinessLine, State } from './kit/check/readiness.ts';
export { readinessPage } from './kit/check/readiness-page.ts';
export type { ReadinessTextOptions } from './kit/check/readiness-text.ts';
export { readinessText } from './kit/check/readiness-text.ts';
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
export type { KitServer, ReadEnvironmentOptions } from './kit/environment/read-environment.ts';
export { readEnvironment } from './kit/environment/read-environment.ts';
export type { Reading } from './kit/environment/reading.ts';
export type { LeftKit, OldKits } from './kit/prepare/kit-folder.ts';
export type { KitFile, KitManifest, KitServerRow } from './kit/prepare/manifest.ts';
export type { Kit, PrepareOptions } from './kit/prepare/prepare-kit.ts';
export { prepareKit } from './kit/prepare/prepare-kit.ts';
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
export type { ObjectKind, TypeBranch } from './model/catalog/object-type.ts';
export { OBJECT_KINDS } from './model/catalog/object-type.ts';
export type { ReleaseNeed } from './model/catalog/release-need.ts';
export type { ClassBranch, SecurableClass } from './model/catalog/securable-class.ts';
export type { Scope } from './model/catalog/securable-class-row.ts';
export type { SqlVersion } from './model/catalog/version.ts';
export { SQL_VERSIONS } from './model/catalog/version.ts';
export type { BodyOf, DefinitionType } from './model/definitions/definition-type.ts';
export type { ExtendedProperty, Signature } from './model/definitions/type-shape.ts';
export type { ErrorCode, RegrantErrorParts } from './model/errors.ts';
export { RegrantError } from './model/errors.ts';
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
export type { CaptureScriptOptions } from './offline/capture-script.ts';
export { captureScript } from './offline/capture-script.ts';
export type { ImportOptions } from './offline/import-capture.ts';
export { importCapture } from './offline/import-capture.ts';
export type { PacksOptions } from './packs/export-packs.ts';
export { exportPacks } from './packs/export-packs.ts';
export type { ExportedPack, ManagementPack, PackChange, PacksExport } from './packs/pack.ts';
export { packChanges, readPackList } from './packs/pack-list.ts';
export type { ForeignReason, ForeignStatement } from './parse/foreign/foreign-statement.ts';
export type { Place } from './parse/lex/token.ts';
export type { ScriptSource } from './parse/parse-script.ts';
export type { Diagnostic, DiagnosticCode } from './parse/tree/diagnostic.ts';
export { formatDiagnostic } from './parse/tree/diagnostic.ts';
export type { Expectation, ExpectedProperty } from './plan/expectation.ts';
export type { NotScripted, Plan, PlanNote, Section, Statement, Step, StepParts } from './plan/plan.ts';
export type { ChangeOptions, ChangePlan } from './plan/plan-changes.ts';
export { isEmptyPlan, planChanges } from './plan/plan-changes.ts';
export type { PlanOptions } from './plan/plan-head.ts';
export { planScript } from './plan/plan-script.ts';
export type { ActionName, Parameters } from './plan/steps/action.ts';
export type { Allowance } from './plan/steps/allowance.ts';
export { ALLOWANCES } from './plan/steps/allowance.ts';
export type { ParameterKind, ValueOf, ValueTypes } from './plan/steps/parameter-kind.ts';
export type { PhaseName, SectionName } from './plan/steps/phase.ts';
export type { UnplannedChange } from './plan/unplanned-change.ts';
export type { Foretold } from './prove/foretell.ts';
export { foretellRunner, foretellSecrets } from './prove/foretell.ts';
export type { Expected, Proof, SecondRun } from './prove/proof.ts';
export type { ProveOptions } from './prove/prove-script.ts';
export { proveScript } from './prove/prove-script.ts';
export { proveText } from './prove/prove-text.ts';
export type { ReadScriptOptions, ReadScriptResult } from './read/read-script.ts';
export { readScript } from './read/read-script.ts';
export type { DrillOptions, ScratchServer } from './rehearse/run-drill.ts';
export { runDrill } from './rehearse/run-drill.ts';
export type { ProvenScript, ScriptProof } from './rehearse/write-proven-script.ts';
export { PROVEN_FROM, proveSnapshotScript, writeProvenScript } from './rehearse/write-proven-script.ts';
export type { RenderOptions } from './render/render-options.ts';
export type { Script, ScriptOptions } from './render/write-script.ts';
export { scriptSnapshot, writeScript } from './render/write-script.ts';
export type { OutOfReach, Profile, ProfileCoverage, ProfileDatabase, ProfileRole } from './select/profile.ts';
export { profileCoverage, renameDatabases } from './select/profile.ts';
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
export type { ReadOptions, SnapshotStream } from './snapshot/read-snapshot.ts';
export { openSnapshot, readSnapshot } from './snapshot/read-snapshot.ts';
export { serializeSnapshot } from './snapshot/serialize-snapshot.ts';
export { writeSnapshot } from './snapshot/write-snapshot.ts';
export type { SecurableName } from './text/quote.ts';
export type { Drill } from './verify/drill-report.ts';
export { drillJson, drillPassed, drillReport, findingsOf } from './verify/drill-report.ts';
export type { Explanation } from './verify/expected-difference.ts';
export { verificationText } from './verify/verification-text.ts';
export type {
  CompareOptions,
  ExpectedDifference,
  Verification,
  VerifyOptions,
} from './verify/verify-server.ts';
export { verifyServer } from './verify/verify-server.ts';
