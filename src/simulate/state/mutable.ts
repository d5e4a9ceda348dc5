/** What a fact has, as the state keeps it: there it may change. */
export type Mutable<T> = { -readonly [P in keyof T]: T[P] };
