// What templates are given, and what those that the build made functions look like.

/** Renders a template by its name, such as `header` or `statements/grant`. */
export type TemplateSet = (name: string, context: object) => string;

/** What templates may call. */
export const HELPERS = {
  onOff: (value: unknown): string => (value ? 'ON' : 'OFF'),
  bit: (value: unknown): string => (value ? '1' : '0'),
  rule: (title: unknown): string => ` ${String(title)} --`.padStart(100, '-'),
} as const;

/** What a template that was made a function is given beside its context. */
export interface Kit {
  /** The value, which has to be there; the name is for the error. */
  readonly value: (value: unknown, name: string) => string;
  readonly partial: TemplateSet;
  readonly helpers: typeof HELPERS;
}

/** A template of the package that is rendered for each step, as the build makes it. @public */
export type StepTemplate = (context: never, kit: Kit) => string;
