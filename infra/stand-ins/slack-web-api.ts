/** Replaces the index of `@slack/web-api`, which is CommonJS, so that esbuild would keep all of it. */
export { LogLevel } from './slack-parts.ts';
export { WebClient } from '@slack/web-api/dist/WebClient.js';
