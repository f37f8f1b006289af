import base from './jest.config.js';

/** What needs a browser: `npm run test:browser`. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
