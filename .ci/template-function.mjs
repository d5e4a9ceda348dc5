// A template of statements into the text of a plain function: there are hundreds of thousands of lines in a script, and a
// function that only puts strings together is as quick as one written by hand. It takes what statements need of
// Handlebars: values, `if` and `unless` with `else`, partials, and helpers of one value. Anything else fails the build.
import Handlebars from 'handlebars';

/** `(c, k) => …`: c is the context, k has `value`, `partial` and the helpers. */
export function functionOf(source) {
  return `(c, k) => ${textOf(Handlebars.parse(source))}`;
}

function textOf(program) {
  const parts = (program?.body ?? []).map(partOf).filter((part) => part !== '""');
  return parts.length === 0 ? '""' : parts.join(' + ');
}

function partOf(node) {
  switch (node.type) {
    case 'ContentStatement':
      return JSON.stringify(node.value);
    case 'MustacheStatement':
      return mustache(node);
    case 'BlockStatement':
      return block(node);
    case 'PartialStatement':
      return `k.partial(${JSON.stringify(node.name.original)}, c)`;
    case 'CommentStatement':
      return '""';
    default:
      throw new Error(`a template of statements cannot have a ${node.type}`);
  }
}

function mustache({ path, params }) {
  if (params.length === 0) return `k.value(${pathOf(path)}, ${JSON.stringify(path.original)})`;
  if (params.length > 1) throw new Error(`the helper ${path.original} takes one value`);
  return `k.helpers.${path.original}(${pathOf(params[0])})`;
}

function block({ path, params, program, inverse }) {
  const [then, otherwise] = [textOf(program), textOf(inverse)];
  if (path.original !== 'if' && path.original !== 'unless')
    throw new Error(`a template of statements cannot have a block ${path.original}`);
  const condition = pathOf(params[0]);
  return path.original === 'if'
    ? `(${condition} ? ${then} : ${otherwise})`
    : `(${condition} ? ${otherwise} : ${then})`;
}

function pathOf(path) {
  if (path.type !== 'PathExpression' || path.depth > 0 || path.data || path.parts.length === 0)
    throw new Error(`a template of statements cannot have the path ${path.original}`);
  return `c.${path.parts.join('?.')}`;
}
