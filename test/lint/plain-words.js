/**
 * The rules of `npm run lint` about words: which words no declared name contains, and with which no comment begins.
 * `allowed` of the options names stored fields and other names that must stay.
 */

const WORDS = new Set(['told', 'tell', 'tells', 'owe', 'owes', 'owed', 'said', 'asked', 'stands', 'lacks']);
/** Not as a whole name: it says nothing about the value. */
const WHOLE_NAMES = new Set(['one', 'One']);
const COMMENT_BEGINNING = /^[\s*]*(Of|What|Whoever|Whose|So long)\b/;

const wordsOf = (name) =>
  name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)?.map((word) => word.toLowerCase()) ?? [];

/** The identifiers that a pattern binds. */
const boundBy = (pattern) => {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => boundBy(property.value ?? property.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundBy);
    case 'AssignmentPattern':
      return boundBy(pattern.left);
    case 'RestElement':
      return boundBy(pattern.argument);
    case 'TSParameterProperty':
      return boundBy(pattern.parameter);
    default:
      return [];
  }
};

const names = {
  meta: {
    schema: [{ type: 'object', properties: { allowed: { type: 'array', items: { type: 'string' } } } }],
  },
  create: (context) => {
    const allowed = new Set(context.options[0]?.allowed ?? []);
    const check = (node) => {
      if (node?.type !== 'Identifier' || allowed.has(node.name)) return;
      const word = WHOLE_NAMES.has(node.name)
        ? node.name
        : wordsOf(node.name).find((part) => WORDS.has(part));
      if (word)
        context.report({ node, message: `Name the thing or the action instead of "${word}": ${node.name}` });
    };
    const checkFunction = ({ id, params }) => [id, ...params.flatMap(boundBy)].forEach(check);
    return {
      VariableDeclarator: ({ id }) => boundBy(id).forEach(check),
      FunctionDeclaration: checkFunction,
      FunctionExpression: checkFunction,
      ArrowFunctionExpression: checkFunction,
      TSFunctionType: checkFunction,
      CatchClause: ({ param }) => boundBy(param).forEach(check),
      ClassDeclaration: ({ id }) => check(id),
      TSTypeAliasDeclaration: ({ id }) => check(id),
      TSInterfaceDeclaration: ({ id }) => check(id),
      TSTypeParameter: ({ name }) => check(name),
      TSPropertySignature: ({ key }) => check(key),
      TSMethodSignature: ({ key }) => check(key),
      PropertyDefinition: ({ key }) => check(key),
      MethodDefinition: ({ key }) => check(key),
    };
  },
};

const comments = {
  meta: { schema: [] },
  create: (context) => ({
    Program: () => {
      for (const comment of context.sourceCode.getAllComments()) {
        const [, word] = COMMENT_BEGINNING.exec(comment.value) ?? [];
        if (word)
          context.report({
            loc: comment.loc,
            message: `Begin the comment with a subject or a verb instead of "${word}".`,
          });
      }
    },
  }),
};

export default { meta: { name: 'plain-words' }, rules: { names, comments } };
