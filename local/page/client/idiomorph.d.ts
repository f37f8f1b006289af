// The server serves the package's file beside the scripts, so that no build step is needed.
export { Idiomorph } from 'idiomorph';
