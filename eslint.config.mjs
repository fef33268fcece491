import tseslint from 'typescript-eslint';

const clocks = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time-comes-from-the-clock: ask the Clock' },
  { selector: "CallExpression[callee.name='Date']", message: 'time-comes-from-the-clock: ask the Clock' },
  // Not only the call: a reference handed on is the same clock.
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'time-comes-from-the-clock: ask the Clock' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'ids-come-from-ids: use newId' },
  { selector: "MemberExpression[property.name='randomUUID']", message: 'ids-come-from-ids: use newId' },
  { selector: "ImportSpecifier[imported.name='randomUUID']", message: 'ids-come-from-ids: use newId' },
  {
    selector: "ImportDeclaration[source.value='uuid'] > ImportSpecifier[imported.name=/^v[0-9]/]",
    message: 'ids-come-from-ids: use newId',
  },
];
const environment = [
  {
    selector:
      "MemberExpression:matches([object.name='process'], [object.property.name='process']):matches([property.name='env'], [property.value='env'])",
    message: 'environment-only-in-config: inject Settings',
  },
  {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: 'environment-only-in-config: inject Settings',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'environment-only-in-config: inject Settings; the rest of process is global',
  },
];
const always = [
  { selector: 'ExportDefaultDeclaration', message: 'no-default-exports: name it' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'no-default-exports: name it' },
  {
    selector: "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|unstable_mockModule|doMock)$/]",
    message: 'no-module-mocks: run the real thing',
  },
  { selector: 'ExportAllDeclaration', message: 'front-doors-name-what-they-export: list the names' },
  // Node 20 forgets such a signal at the next garbage collection: it never fires.
  {
    selector:
      "CallExpression[callee.object.name='AbortSignal'][callee.property.name='any'] CallExpression[callee.object.name='AbortSignal'][callee.property.name='timeout']",
    message: 'no-timeout-signal-in-any: abort a controller with setTimeout',
  },
  // The arrows between folders judge sources; dependency-cruiser never sees what is built.
  {
    selector: ':matches(ImportDeclaration, ImportExpression)[source.value=/^([.]|@timpora[/]).*[/]dist[/]/]',
    message: 'sources-import-sources: import the package',
  },
];
/** Where max-params lets a Nest constructor or route pass; a function whose shape its receiver dictates (a property, a typed variable) may too. */
const parameters = [
  {
    selector:
      ':matches(FunctionDeclaration, VariableDeclarator[id.typeAnnotation=undefined] > ArrowFunctionExpression, MethodDefinition[kind="method"][decorators.length=0] > FunctionExpression)[params.length>4]',
    message: 'many-parameters-only-for-nest: pass one object',
  },
];
const restricted = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules] });

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.timpora/', 'test/architecture/fixtures/', '**/*.mjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: {
        project: ['libs/*/tsconfig.json', 'apps/*/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      complexity: ['error', 8],
      'max-params': ['error', 3],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['fixme', 'xxx', 'todo'] }],
      eqeqeq: 'error',
      ...restricted(...always, ...environment, ...clocks, ...parameters),
    },
  },
  { files: ['libs/config/src/**'], rules: restricted(...always, ...clocks) },
  {
    files: ['libs/exchange/src/clock.ts', 'libs/exchange/src/ids.ts', 'libs/access/src/correlation.ts'],
    rules: restricted(...always, ...environment),
  },
  // A Nest constructor or route names each dependency or part of the request.
  { files: ['apps/**', 'libs/agency/src/**', 'libs/access/src/**', 'libs/exchange/src/**'], rules: { 'max-params': ['error', 7] } },
  {
    files: ['libs/stack/src/**', 'scripts/**', 'test/**', '**/*.spec.ts', '**/*.kit.ts'],
    rules: { ...restricted(...always), 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**', '**/*.kit.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['libs/contracts/src/reference/**', 'libs/exchange/src/alarm-list.ts', 'test/simulation/faults.ts'],
    rules: { 'max-lines': 'off' },
  },
);
