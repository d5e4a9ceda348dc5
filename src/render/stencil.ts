// What a template gave once, to be filled in again: a script has hundreds of thousands of lines of a few forms, and
// asking Handlebars for each of them is most of the time of writing it. Only for templates that put strings where they
// belong and otherwise ask whether a value is there: the package's own, of which a test holds that it makes no difference.

/** Values of a template: strings that are already quoted, flags, names in several forms; undefined where absent. */
type Values = Readonly<Record<string, unknown>>;

type Template = (context: object) => string;

/** A template's text for one form of its values: what stands between them, and where each comes from. */
interface Stencil {
  readonly begin: string;
  readonly places: readonly { readonly name: string; readonly part: string; readonly after: string }[];
}

/** A template that is asked once for each form of its values; every call must bring the same properties in the same order. */
export function stencilled(template: Template): Template {
  const stencils = new Map<number, Stencil>();
  return (context) => {
    const form = formOf(context as Values);
    if (!Number.isSafeInteger(form)) return template(context);
    let stencil = stencils.get(form);
    if (stencil === undefined) {
      stencil = cut(template(marked(context as Values, '')));
      stencils.set(form, stencil);
    }
    return filled(stencil, context as Values);
  };
}

/** A digit for each value: absent, false, true, empty, text, or of several texts; NaN for anything else. */
function formOf(values: Values): number {
  let form = 1;
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'string') form = form * 6 + (value === '' ? 3 : 4);
    else if (value === undefined || typeof value === 'boolean')
      form = form * 6 + (value ? 2 : value === false ? 1 : 0);
    else form = isOfTexts(value) ? form * 6 + 5 : Number.NaN;
  }
  return form;
}

function isOfTexts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const name in value) {
    const part = (value as Values)[name];
    if (typeof part !== 'string' || part === '') return false;
  }
  return true;
}

/** The values with a mark that says where it stands in place of each text. */
function marked(values: Values, path: string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'object') return [name, marked(value as Values, `${path}${name}.`)];
      return [name, typeof value === 'string' && value !== '' ? `\0${path}${name}\0` : value];
    }),
  );
}

function cut(text: string): Stencil {
  const [begin = '', ...rest] = text.split('\0');
  const places: { name: string; part: string; after: string }[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    const [name = '', part = ''] = (rest[at] ?? '').split('.');
    places.push({ name, part, after: rest[at + 1] ?? '' });
  }
  return { begin, places };
}

function filled({ begin, places }: Stencil, values: Values): string {
  let text = begin;
  for (const { name, part, after } of places) {
    const value = values[name];
    text += (part === '' ? value : (value as Values)[part]) as string;
    text += after;
  }
  return text;
}
