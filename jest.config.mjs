/** Tests read the sources of every package through the export condition `timpora-source`: nothing has to be built first. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['timpora-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  modulePathIgnorePatterns: ['/dist/'],
  globalSetup: '<rootDir>/test/stack/global-setup.mjs',
  globalTeardown: '<rootDir>/test/stack/global-teardown.mjs',
  testSequencer: '<rootDir>/test/stack/longest-first.mjs',
  testTimeout: 120_000,
  maxWorkers: 2,
};
