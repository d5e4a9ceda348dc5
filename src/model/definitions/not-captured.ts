// The code of a note on things that have no definition here: it is told where definitions are.

/** The code. */
export const NOT_CAPTURED = 'definitions-not-captured';
