// What may be granted in the catalogue of Integration Services, by the numbers that its views and procedures take.
// Sources: "catalog.explicit_object_permissions", "catalog.grant_permission (SSISDB Database)" (Microsoft).

/** What a permission may be on; runs of packages (4) are history, which each run adds to. */
export const SSIS_OBJECT_TYPES = ['folder', 'project', 'environment'] as const;

/** What a permission is on. */
export type SsisObjectType = (typeof SSIS_OBJECT_TYPES)[number];

/** The number of a run of a package. */
export const SSIS_OPERATION = 4;

const ALL = SSIS_OBJECT_TYPES;

/** The permissions by their names: their numbers, and what each may be on. */
const PERMISSIONS = {
  READ: { number: 1, on: ALL },
  MODIFY: { number: 2, on: ALL },
  EXECUTE: { number: 3, on: ['project'] },
  MANAGE_PERMISSIONS: { number: 4, on: ALL },
  CREATE_OBJECTS: { number: 100, on: ['folder'] },
  READ_OBJECTS: { number: 101, on: ['folder'] },
  MODIFY_OBJECTS: { number: 102, on: ['folder'] },
  EXECUTE_OBJECTS: { number: 103, on: ['folder'] },
  MANAGE_OBJECT_PERMISSIONS: { number: 104, on: ['folder'] },
} as const satisfies Readonly<
  Record<string, { readonly number: number; readonly on: readonly SsisObjectType[] }>
>;

/** The name of a permission. */
export type SsisPermission = keyof typeof PERMISSIONS;

/** Every name. */
export const SSIS_PERMISSIONS = Object.keys(PERMISSIONS) as readonly SsisPermission[];

/** The number of a permission. */
export function ssisPermissionNumber(permission: SsisPermission): number {
  return PERMISSIONS[permission].number;
}

/** The permission of a number, where it may be on such an object. */
export function ssisPermissionOf(number: number, type: SsisObjectType): SsisPermission | undefined {
  return SSIS_PERMISSIONS.find((name) => {
    const { number: own, on } = PERMISSIONS[name];
    return own === number && (on as readonly SsisObjectType[]).includes(type);
  });
}

/** What a number stands for; undefined for a run of a package and for what is not known. */
export function ssisObjectTypeOf(number: number): SsisObjectType | undefined {
  return SSIS_OBJECT_TYPES[number - 1];
}

/** The number of what a permission is on. */
export function ssisObjectTypeNumber(type: SsisObjectType): number {
  return SSIS_OBJECT_TYPES.indexOf(type) + 1;
}
