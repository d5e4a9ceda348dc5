// What applications keep of who may do what, in tables of their own databases: a report server, Service Manager. It comes
// with the database; no statement about security makes it.
// Sources: "Role Definitions", "Grant Permissions on a Native Mode Report Server", "Manage Service Manager user roles"
// (Microsoft).
import type { Hex } from './fact-value.ts';

/** What a role of a report server is for, in the order of `RoleFlags`, from 0. */
export const REPORT_ROLE_SCOPES = ['items', 'system', 'model items'] as const;

/** What a role of a report server is for. */
export type ReportRoleScope = (typeof REPORT_ROLE_SCOPES)[number];

/** A row of `dbo.Roles` of a report server: what tasks a role has. */
export interface ReportRoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'report-role';
  /** The database of the report server. */
  readonly database: string;
  /** Its name. */
  readonly name: string;
  /** Whether its tasks are on items, on the report server itself or on items of models. */
  readonly scope: ReportRoleScope;
  /** A digit for each task, 1 for those that it has. */
  readonly taskMask: string;
  /** What is said of it. */
  readonly description?: string;
}

/** An item of a report server's catalogue that has a policy of its own, where others have that of what they are in. */
export interface ReportPolicyFact {
  /** Which kind of thing it is. */
  readonly kind: 'report-policy';
  /** The database of the report server. */
  readonly database: string;
  /** Where the item is, `/` for the root; absent for the report server itself. */
  readonly path?: string;
  /** What the item is, such as `folder` or `report`; absent for the report server itself. */
  readonly itemType?: string;
}

/** A role that somebody has by a policy of a report server. */
export interface ReportPolicyRoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'report-policy-role';
  /** The database of the report server. */
  readonly database: string;
  /** Where the item is, `/` for the root; absent for the report server itself. */
  readonly path?: string;
  /** The account or group, by the name that the policy has of it. */
  readonly account: string;
  /** The role. */
  readonly role: string;
  /** How accounts sign in, by its number: 1 Windows, others by an extension. */
  readonly authType: number;
  /** The account's SID, where the policy has one. */
  readonly sid?: Hex;
}

/** A user role of Service Manager. */
export interface ServiceManagerRoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'service-manager-role';
  /** The database of Service Manager. */
  readonly database: string;
  /** Its name as the console shows it in English, and its id behind it where several have that name. */
  readonly name: string;
  /** The profile that says what it may do. */
  readonly profile: string;
}

/** Somebody in a user role of Service Manager. */
export interface ServiceManagerRoleMemberFact {
  /** Which kind of thing it is. */
  readonly kind: 'service-manager-role-member';
  /** The database of Service Manager. */
  readonly database: string;
  /** The user role. */
  readonly role: string;
  /** The SID of an account or a group. */
  readonly sid: Hex;
  /** Its name, where a login or Windows tells it. */
  readonly account?: string;
}
