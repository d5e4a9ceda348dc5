// The shapes of what the catalogue of Integration Services keeps of who may do what.

import { bool, id, name, oneOf, opt, type ShapesOf } from './property-shape.ts';
import { SSIS_OBJECT_TYPES, SSIS_PERMISSIONS } from './ssis-permission.ts';

/** Their shapes. */
export const SSIS_SHAPES = {
  'ssis-permission': {
    one: 'permission of the Integration Services catalogue',
    many: 'Permissions of the Integration Services catalogue',
    branch: 'ssis-permissions',
    properties: {
      database: id(name),
      objectType: id(oneOf(...SSIS_OBJECT_TYPES)),
      folder: id(name),
      name: id(opt(name)),
      permission: id(oneOf(...SSIS_PERMISSIONS)),
      grantee: id(name),
      isDenied: bool,
    },
  },
} satisfies ShapesOf<'ssis-permission'>;
